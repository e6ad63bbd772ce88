/** A file of given shapes, the way that a request over HTTP gets it. */
import { exportBoard } from '../../../worker/export-board.ts'
import { importBoard } from '../../../worker/import-board.ts'
import { createRoomServer } from '../../../worker/room-server.ts'
import { createMemoryServer } from '../document/memory-server.ts'
import { seeded } from '../document/random.ts'

export type Stored = Readonly<Record<string, unknown>>

/** Takes shapes as our own file has them; ids, order and seeds are filled in. `format` may bring its query. */
export async function exported(shapes: readonly Stored[], format: string): Promise<Buffer> {
  const random = seeded(1)
  const randomBytes = (size: number) => Uint8Array.from({ length: size }, () => random.below(256))
  const memory = createMemoryServer()
  const call = (path: string, init: RequestInit = {}) => {
    const request = new Request(`http://pages/api/rooms/room/${path}`, {
      ...init,
      headers: { authorization: 'Bearer editor' },
    })
    return { request, server: createRoomServer(request, { room: 'room', serverUrl: 'http://s', fetch: memory.fetch }) }
  }
  const numbered = shapes.map((shape, at) => ({ id: `s${at}`, index: `a${at}`, seed: 1, ...shape }))
  const body = JSON.stringify({ type: 'inkroom', version: 1, title: '', shapes: numbered })
  const post = call('import/json', { method: 'POST', body })
  const brought = await importBoard(post.request, 'json', post.server, randomBytes)
  if (brought.status !== 200) throw new Error(`import: ${brought.status} ${await brought.text()}`)
  const get = call(`export/${format}`)
  return Buffer.from(await (await exportBoard(get.request, format.split('?')[0], get.server)).arrayBuffer())
}
