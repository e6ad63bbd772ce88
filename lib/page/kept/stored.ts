/** Small things remembered in this browser. Storage may be full, blocked or hold anything: reads are checked. */
export function readStored(key: string): unknown {
  try {
    const text = localStorage.getItem(`inkroom.${key}`)
    return text === null ? undefined : JSON.parse(text)
  } catch {
    // Blocked storage or a broken entry: the default is used, nothing else depends on it.
    return undefined
  }
}

/** Remembers `value`; `undefined` forgets the key. False when the browser refused. */
export function writeStored(key: string, value: unknown): boolean {
  try {
    if (value === undefined) localStorage.removeItem(`inkroom.${key}`)
    else localStorage.setItem(`inkroom.${key}`, JSON.stringify(value))
    return true
  } catch {
    return false
  }
}
