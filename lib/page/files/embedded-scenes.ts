/** Boards inside picture files, as this browser reads and writes them. */
import { embedInPng, readPngScene, readSvgScene } from '../../interchange/embedded-scene.ts'
import { readEmbeddedScene } from '../../print/print-svg.ts'

/** A scene may be small and unpack to anything: beyond this it is not read. */
const MAX_SCENE_BYTES = 64 * 1024 * 1024

async function inflate(bytes: Uint8Array, form: 'deflate' | 'deflate-raw'): Promise<Uint8Array> {
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream(form))
  const parts: Uint8Array[] = []
  let length = 0
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > MAX_SCENE_BYTES) {
      await reader.cancel()
      throw new Error('the scene unpacks beyond the limit')
    }
    parts.push(value)
  }
  return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer())
}

/** The board file inside a picture, as text; null when it is only a picture. */
export async function sceneInside(file: File): Promise<string | null> {
  if (file.size > MAX_SCENE_BYTES) return null
  if (file.type === 'image/png') return readPngScene(new Uint8Array(await file.arrayBuffer()), inflate)
  if (!file.type.includes('svg')) return null
  const svg = await file.text()
  return readEmbeddedScene(svg) ?? readSvgScene(svg, inflate)
}

/** The PNG with a board file inside; as it was when it cannot carry one. */
export async function withScene(png: Blob, scene: string, excalidraw: string): Promise<Blob> {
  const made = embedInPng(new Uint8Array(await png.arrayBuffer()), scene, excalidraw)
  return made ? new Blob([made as BlobPart], { type: 'image/png' }) : png
}
