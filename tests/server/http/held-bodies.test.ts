import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { readBytes } from '../../../server/http/body.ts'
import { createHeldBodies } from '../../../server/http/held-bodies.ts'
import { serve } from '../../support/server/http-host.ts'
import { until } from '../../support/server/sync-server.ts'

const KIB = 1024

test('PR10 bodies that never end hold so much memory for each address and no more, and give it back', async () => {
  const bodies = createHeldBodies({ perAddress: 64 * KIB, total: 100 * KIB })
  const outcomes: string[] = []
  const { url } = await serve(async (message, response) => {
    const address = message.headers['x-who'] as string
    const body = await readBytes({ message, address, bodies }, 1024 * KIB)
    outcomes.push(`${address} ${body.ok ? 'whole' : body.error.code}`)
    response.end()
  })
  const send = (who: string, bytes: number): Socket => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    socket.on('error', () => {})
    socket.write(`PUT / HTTP/1.1\r\nhost: x\r\nx-who: ${who}\r\ncontent-length: ${500 * KIB}\r\n\r\n`)
    socket.write(Buffer.alloc(bytes))
    return socket
  }
  const first = send('eve', 40 * KIB)
  await until(() => bodies.total >= 40 * KIB)
  send('eve', 40 * KIB)
  await until(() => outcomes.length === 1)
  expect(outcomes).toEqual(['eve too-fast'])
  send('ada', 40 * KIB)
  await until(() => bodies.total >= 80 * KIB)
  send('bob', 40 * KIB)
  await until(() => outcomes.length === 2)
  expect(outcomes[1]).toBe('bob too-fast')
  first.destroy()
  await until(() => outcomes.includes('eve bad-request'))
  const last = send('eve', 500 * KIB)
  await once(last, 'data')
  expect(outcomes.at(-1)).toBe('eve too-fast')
})

test('PR10 a body that comes byte by byte costs what it costs', async () => {
  const bodies = createHeldBodies({ perAddress: 64 * KIB, total: 100 * KIB })
  let outcome = ''
  const { url } = await serve(async (message, response) => {
    const body = await readBytes({ message, address: 'eve', bodies }, 1024 * KIB)
    outcome = body.ok ? 'whole' : body.error.code
    response.end()
  })
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.write('PUT / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n')
  socket.write('1\r\nx\r\n'.repeat(2000))
  await until(() => outcome !== '')
  expect([outcome, bodies.total]).toEqual(['too-fast', 0])
})
