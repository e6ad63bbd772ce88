/** Deep equality of stored values: what is equal is not written again, so it makes no undo step. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (a instanceof Uint8Array || b instanceof Uint8Array) return a instanceof Uint8Array && sameBytes(a, b)
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    return a.every((item, i) => sameValue(item, b[i]))
  }
  const from = a as Record<string, unknown>
  const to = b as Record<string, unknown>
  const keys = Object.keys(from)
  return keys.length === Object.keys(to).length && keys.every((key) => key in to && sameValue(from[key], to[key]))
}

const sameBytes = (a: Uint8Array, b: unknown): boolean =>
  b instanceof Uint8Array && a.length === b.length && a.every((byte, i) => byte === b[i])
