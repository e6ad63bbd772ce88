/** Long values are in memory before anybody takes them: few at once, whatever their readers want of them. */
import { createHash } from 'node:crypto'
import { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { createLongReads, longReadsLimits, type Reader } from '../../../server/http/long-reads.ts'
import { StorageFailed } from '../../../server/storage/storage.ts'
import { call, startTestServer, updateOf } from '../../support/server/test-server.ts'

const LONG = 1024 * 1024
const readerAt = (address: string): Reader => ({
  message: { socket: new EventEmitter() } as unknown as IncomingMessage,
  address,
})
const settle = () => new Promise((resolve) => setImmediate(resolve))

test('PR10 few long values are read at once, an address leaves a place for others, and short ones wait for nobody', async () => {
  const reads = createLongReads({ atOnce: 3, perAddress: 50, waiting: 100, waitingBytes: Number.POSITIVE_INFINITY })
  const under = new Map<string, number>()
  let most = 0
  const finish: (() => void)[] = []
  const read = (address: string) => () =>
    new Promise<string>((resolve) => {
      under.set(address, (under.get(address) ?? 0) + 1)
      most = Math.max(
        most,
        [...under.values()].reduce((a, b) => a + b),
      )
      finish.push(() => {
        under.set(address, (under.get(address) as number) - 1)
        resolve(address)
      })
    })
  const eve = Array.from({ length: 50 }, () => reads.run(readerAt('eve'), LONG, read('eve')))
  await settle()
  expect([...under]).toEqual([['eve', 2]])
  expect((await reads.run(readerAt('eve'), LONG, read('eve'))).ok).toBe(false)
  expect(await reads.run(readerAt('eve'), 100, async () => 'short')).toEqual({ ok: true, value: 'short' })
  const ada = reads.run(readerAt('ada'), LONG, read('ada'))
  await settle()
  expect(under.get('ada')).toBe(1)
  while (finish.length > 0) {
    finish.shift()?.()
    await settle()
  }
  expect(await ada).toEqual({ ok: true, value: 'ada' })
  expect((await Promise.all(eve)).every(({ ok }) => ok)).toBe(true)
  expect(most).toBe(3)
})

test('PR10 what is to be read for one who has gone is not read', async () => {
  const reads = createLongReads({ atOnce: 1, perAddress: 50, waiting: 100, waitingBytes: Number.POSITIVE_INFINITY })
  let end = () => {}
  const first = reads.run(readerAt('eve'), LONG, () => new Promise<void>((resolve) => (end = resolve)))
  await settle()
  const gone = readerAt('eve')
  let isRead = false
  const second = reads.run(gone, LONG, async () => {
    isRead = true
  })
  gone.message.socket.emit('close')
  expect((await second).ok).toBe(false)
  end()
  await first
  expect(isRead).toBe(false)
})

test('PR10 pictures and versions are read a few at once also for their head alone, and not at all for who has them', async () => {
  const server = await startTestServer()
  const { records } = server.storage
  const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(LONG)])
  const picture = `/api/rooms/room/assets/${createHash('sha256').update(png).digest('hex')}`
  expect((await call(server, 'PUT', picture, { body: png })).status).toBe(201)
  await call(server, 'PUT', '/api/rooms/room/snapshot', { body: updateOf('large', 'x'.repeat(LONG)) })
  const { id } = (await call(server, 'POST', '/api/rooms/room/versions')).body
  const version = `/api/rooms/room/versions/${id}`
  let [reading, most, count] = [0, 0, 0]
  const { get } = records
  records.get = async (key) => {
    const value = await get(key)
    if (!value || value.length < LONG) return value
    most = Math.max(most, ++reading)
    count++
    for (let turn = 0; turn < 5; turn++) await settle()
    reading--
    return value
  }
  const all = [picture, version].flatMap((path) => Array.from({ length: 20 }, () => call(server, 'HEAD', path)))
  expect((await Promise.all(all)).map(({ status }) => status)).toEqual(Array(40).fill(200))
  expect([most <= longReadsLimits.atOnce, count]).toEqual([true, 40])
  for (const path of [picture, version]) {
    const etag = (await call(server, 'HEAD', path)).headers.get('etag') as string
    count = 0
    expect((await call(server, 'GET', path, { headers: { 'if-none-match': etag } })).status).toBe(304)
    expect((await call(server, 'PUT', picture, { body: png })).status).toBe(201)
    expect(count).toBe(0)
  }
})

test('PR12 a picture that the disk does not take costs neither the room nor the day of its visitor', async () => {
  const server = await startTestServer({ assetBytes: 2000, quotas: { bytesPerAddressPerDay: 20_000 } })
  const { records } = server.storage
  const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(1900)])
  const picture = `/api/rooms/room/assets/${createHash('sha256').update(png).digest('hex')}`
  const { write } = records
  records.write = (changes) =>
    changes.some(({ value }) => value && value.length > 1000)
      ? Promise.reject(new StorageFailed('storage-failed', 'the disk is full'))
      : write(changes)
  for (let nth = 0; nth < 40; nth++) expect((await call(server, 'PUT', picture, { body: png })).status).toBe(503)
  records.write = write
  expect((await call(server, 'PUT', picture, { body: png })).status).toBe(201)
})
