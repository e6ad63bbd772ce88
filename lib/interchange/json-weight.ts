/**
 * What foreign JSON would make in memory, counted in its text before it is parsed: a list of lists takes thirty times its
 * letters, and what lies deep is walked by recursion later. Whether it is JSON at all is the parser's word.
 */

/** Values of any kind, of them lists and objects, and how deep they lie. The largest files that people make need a third. */
export interface JsonLimits {
  readonly values: number
  readonly containers: number
  readonly depth: number
}
export const jsonLimits: JsonLimits = { values: 12_000_000, containers: 4_000_000, depth: 500 }

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPEN = [0x5b, 0x7b]
const CLOSE = [0x5d, 0x7d]

/** False when there is more than the limits in it; stops there. */
export function isParsable(text: string, limits: JsonLimits = jsonLimits): boolean {
  let values = 1
  let containers = 0
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (char === QUOTE) at = endOfString(text, at)
    else if (char === COMMA) values++
    else if (char === OPEN[0] || char === OPEN[1]) {
      values++
      containers++
      depth++
    } else if (char === CLOSE[0] || char === CLOSE[1]) depth--
    if (values > limits.values || containers > limits.containers || depth > limits.depth) return false
  }
  return true
}

/** Place of the quote that ends the string. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (char === QUOTE) return at
    if (char === BACKSLASH) at++
  }
  return text.length
}
