/** Clients that ask for HTTP/2 with their first request are answered by HTTP/1.1. */
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { until } from '../../support/server/sync-server.ts'
import { startTestServer } from '../../support/server/test-server.ts'

const WISH = 'connection: Upgrade, HTTP2-Settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQCAAAAAAIAAAAA'

test('a request that would rather speak another protocol is answered by this one, body and all, and so is the next', async () => {
  const { url } = await startTestServer()
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  let heard = ''
  socket.on('data', (part) => {
    heard += part
  })
  const answers = () => heard.match(/HTTP\/1\.1 \d+/g) ?? []
  socket.write(`GET /healthz HTTP/1.1\r\nhost: x\r\n${WISH}\r\n\r\n`)
  await until(() => answers().length === 1)
  socket.write(
    `POST /api/rooms HTTP/1.1\r\nhost: x\r\n${WISH}\r\ncontent-type: application/json\r\ncontent-length: 13\r\n\r\n{"tit`,
  )
  await new Promise((resolve) => setImmediate(resolve))
  socket.write('le":"A"}')
  await until(() => answers().length === 2)
  socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: TLS/1.0\r\n\r\n')
  await until(() => answers().length === 3)
  expect(answers()).toEqual(['HTTP/1.1 200', 'HTTP/1.1 201', 'HTTP/1.1 200'])
})
