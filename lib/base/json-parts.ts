/** JSON of what is large, in steps and in parts: as one text it would hold everyone up, and there would be copies of it. */
import type { Steps } from './steps.ts'

/** Entries of a list that are written in one step. */
const STEP_ENTRIES = 32
/** Letters of one part. */
const PART_LENGTH = 64 * 1024

/**
 * What `JSON.stringify(value, null, indent)` says, cut into parts. The lists that the object holds are written entry by
 * entry. Each part is handed to `pack` as soon as it is there.
 */
export function* writingJson<T>(
  value: Readonly<Record<string, unknown>>,
  { indent = 0, pack }: { readonly indent?: number; readonly pack: (part: string) => T },
): Steps<T[]> {
  const parts: T[] = []
  const line = (depth: number) => (indent === 0 ? '' : `\n${' '.repeat(indent * depth)}`)
  /** No text of JSON holds an end of line: all of them are between two words of it. */
  const written = (inner: unknown, depth: number) => JSON.stringify(inner, null, indent)?.replaceAll('\n', line(depth))
  const colon = indent === 0 ? ':' : ': '
  let text = '{'
  let isFirst = true
  for (const [key, inner] of Object.entries(value)) {
    const isLong = Array.isArray(inner) && inner.length > 0
    const whole = isLong ? '' : written(inner, 1)
    if (whole === undefined) continue
    text += `${isFirst ? '' : ','}${line(1)}${JSON.stringify(key)}${colon}${whole}`
    isFirst = false
    if (!isLong) continue
    for (const [nth, entry] of inner.entries()) {
      text += `${nth === 0 ? '[' : ','}${line(2)}${written(entry, 2) ?? 'null'}`
      if (nth % STEP_ENTRIES === STEP_ENTRIES - 1) yield
      if (text.length < PART_LENGTH) continue
      parts.push(pack(text))
      text = ''
    }
    text += `${line(1)}]`
  }
  parts.push(pack(`${text}${isFirst ? '' : line(0)}}`))
  return parts
}
