/** Bytes that were right once. */
import type { Random } from '../../lib/updates/random-doc.ts'

const EDGES = [0, 1, 127, 128, 255]

/** Changes, cuts, doubles or stretches some of `original`, which stays as it is. */
export function mutate(original: Uint8Array, random: Random): Uint8Array {
  const bytes = Uint8Array.from(original)
  const at = (): number => Math.floor(random() * bytes.length)
  for (let changes = Math.floor(random() * 4); changes > 0; changes--) {
    bytes[at()] = random() < 0.4 ? EDGES[Math.floor(random() * EDGES.length)] : Math.floor(random() * 256)
  }
  const dice = random()
  if (dice < 0.1) return bytes.slice(0, at())
  if (dice < 0.15) return Uint8Array.from([...bytes, ...bytes.subarray(at())])
  if (dice < 0.2) {
    // A number that claims much more than there is.
    const place = at()
    return Uint8Array.from([...bytes.subarray(0, place), 255, 255, 255, 127, ...bytes.subarray(place)])
  }
  return bytes
}
