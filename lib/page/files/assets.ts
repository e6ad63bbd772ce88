/** Images of the room by their hash: fetched once, kept while the room is open. */
import type { AssetSource } from '../../canvas/canvas.ts'

const RETRY_MS = 5_000

export interface RoomAssets extends AssetSource {
  /** Shows an image before its upload is through. */
  offer(asset: string, image: ImageBitmap): void
  close(): void
}
interface AssetOptions {
  urlOf(asset: string): string
  after(delayMs: number, callback: () => void): () => void
  /** The bytes of one that waits in this browser for the server; null for all others. */
  keptBytes(asset: string): Promise<Blob | null>
}

export function createAssets({ urlOf, after, keptBytes }: AssetOptions): RoomAssets {
  const ready = new Map<string, ImageBitmap | HTMLImageElement>()
  const waiting = new Map<string, Set<() => void>>()
  let isClosed = false
  const arrive = (asset: string, image: ImageBitmap | HTMLImageElement) => {
    if (isClosed) return
    ready.set(asset, image)
    const listeners = waiting.get(asset) ?? []
    waiting.delete(asset)
    for (const listener of listeners) listener()
  }
  const load = async (asset: string) => {
    const kept = await keptBytes(asset)
    // Bytes that no picture comes from are the server's to refuse.
    const bitmap = kept && (await createImageBitmap(kept).catch(() => null))
    if (bitmap) return arrive(asset, bitmap)
    const image = new Image()
    image.decoding = 'async'
    // Another peer may show the shape a moment before its bytes are stored.
    image.onerror = () => void (!isClosed && after(RETRY_MS, () => void load(asset)))
    image.onload = () => arrive(asset, image)
    image.src = urlOf(asset)
  }
  return {
    image(asset, onReady) {
      const known = ready.get(asset)
      if (known || asset === '') return known
      const listeners = waiting.get(asset)
      if (listeners) listeners.add(onReady)
      else {
        waiting.set(asset, new Set([onReady]))
        void load(asset)
      }
      return undefined
    },
    offer: arrive,
    close() {
      isClosed = true
      waiting.clear()
      ready.clear()
    },
  }
}
