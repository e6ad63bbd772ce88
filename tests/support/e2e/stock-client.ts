/** A y-websocket client as any program would use it: no subprotocol, no token, nothing of ours. */
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

export interface StockClient {
  readonly doc: Y.Doc
  readonly shapes: Y.Map<Y.Map<unknown>>
  readonly provider: WebsocketProvider
  types(): readonly unknown[]
  close(): void
}

/** Resolves when the first sync is done. */
export async function joinAsStockClient(syncUrl: string, room: string): Promise<StockClient> {
  const doc = new Y.Doc()
  const shapes = doc.getMap<Y.Map<unknown>>('shapes')
  const provider = new WebsocketProvider(syncUrl, room, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  })
  await new Promise<void>((resolve) => {
    if (provider.synced) resolve()
    else provider.once('sync', () => resolve())
  })
  return {
    doc,
    shapes,
    provider,
    types: () => [...shapes.values()].map((shape) => shape.get('type')).sort(),
    close() {
      provider.destroy()
      doc.destroy()
    },
  }
}
