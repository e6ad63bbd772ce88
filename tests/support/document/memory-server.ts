/** The sync server's HTTP side in memory, as far as import and export use it; the tests hand it in as `fetch`. */
import * as Y from 'yjs'

export interface MemoryServer {
  readonly fetch: typeof fetch
  /** The room's document; null until the first write. */
  doc(): Y.Doc | null
  readonly assets: Map<string, Uint8Array>
  /** What was asked, as `METHOD path`. */
  readonly asked: string[]
}

const refused = (status: number, code: string): Response =>
  Response.json({ code, status }, { status, headers: { 'content-type': 'application/problem+json' } })

/** Only `Bearer editor` may write. */
export function createMemoryServer(): MemoryServer {
  const assets = new Map<string, Uint8Array>()
  const asked: string[] = []
  let doc: Y.Doc | null = null

  async function answer(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname.split('/').slice(4)
    asked.push(`${request.method} ${path[0]}`)
    if (request.method === 'PUT' && request.headers.get('authorization') !== 'Bearer editor') {
      return refused(403, 'not-allowed')
    }
    const body = new Uint8Array(await request.arrayBuffer())
    if (path[0] === 'assets') {
      if (request.method === 'PUT') assets.set(path[1], body)
      const kept = assets.get(path[1])
      if (!kept) return refused(404, 'asset-not-found')
      return new Response(kept as Uint8Array<ArrayBuffer>, { headers: { 'content-type': 'image/png' } })
    }
    if (request.method === 'PUT') {
      doc ??= new Y.Doc()
      Y.applyUpdate(doc, body)
      return Response.json({ seq: 1 })
    }
    return doc ? new Response(Y.encodeStateAsUpdate(doc) as Uint8Array<ArrayBuffer>) : refused(404, 'room-not-found')
  }
  return {
    fetch: (input, init) => answer(new Request(input, init)),
    doc: () => doc,
    assets,
    asked,
  }
}
