/** Updates that are small and slow for Yjs itself. */
const varint = (value: number): number[] => {
  const bytes: number[] = []
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128)
  return [...bytes, value]
}

/** So many authors set the same key of the same map without having seen one another: Yjs compares each with each. */
export function rivals(authors: number): Uint8Array {
  const bytes = varint(authors)
  for (let i = 0; i < authors; i++) bytes.push(1, ...varint(authors - i + 1000), 0, 8 | 32, 1, 1, 114, 1, 107, 1, 126)
  bytes.push(0)
  return Uint8Array.from(bytes)
}

/** One author sets so many keys of a map: ten bytes each here, and some hundred in memory. */
export function crowd(keys: number): Uint8Array {
  const bytes = [1, ...varint(keys), 1, 0]
  for (let i = 0; i < keys; i++) {
    const key = i.toString(36).padStart(5, '0')
    bytes.push(8 | 32, 1, 1, 114, 5, ...Buffer.from(key), 1, 126)
  }
  bytes.push(0)
  return Uint8Array.from(bytes)
}
