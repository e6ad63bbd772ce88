/** The faces that an SVG's words need, as rules with their bytes inside: a file that is sent around finds no font of ours. */
import { escapeXml } from '../../base/escape-xml.ts'
import type { Steps } from '../../base/steps.ts'
import { shippedFallbacks } from '../../shapes/fallback-fonts.ts'
import { handFamilies, isHandFamily } from '../../shapes/hand-scripts.ts'

/** A picture may grow by so much for its fonts; what does not fit is left to the reader's own fonts. */
const MAX_FONT_BYTES = 1024 * 1024
/** They stand behind all others and come in up to a hundred slices: only for what the others do not have. */
const lastResorts: ReadonlySet<string> = new Set(shippedFallbacks)

interface Face {
  readonly family: string
  readonly isItalic: boolean
  readonly weight: string
  readonly range: string
  readonly url: string
}

const bare = (value: string) => value.trim().replace(/^["']|["']$/g, '')

function facesOf(page: Document): readonly Face[] {
  return [...page.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].flatMap((rule) => {
      if (!(rule instanceof CSSFontFaceRule)) return []
      const read = (name: string) => rule.style.getPropertyValue(name)
      const source = /url\(["']?([^"'()]+)["']?\)\s*format\(["']?woff2/.exec(read('src'))?.[1]
      if (!source) return []
      const [family, range] = [bare(read('font-family')), read('unicode-range')]
      const url = new URL(source, sheet.href ?? page.baseURI).href
      return [{ family, isItalic: read('font-style') === 'italic', weight: read('font-weight') || '400', range, url }]
    }),
  )
}

/** Is one of the characters in a range such as `U+0-FF, U+131, U+4??`? An empty range holds all. */
function holds(range: string, codes: readonly number[]): boolean {
  if (range.trim() === '') return true
  return range.split(',').some((part) => {
    const [from, to] = part.trim().replace(/^U\+/i, '').split('-')
    const first = Number.parseInt(from.replace(/\?/g, '0'), 16)
    const last = Number.parseInt(to ?? from.replace(/\?/g, 'f'), 16)
    return codes.some((code) => code >= first && code <= last)
  })
}

/** What the words of a picture are set in. */
export interface SetWords {
  /** The lists of families that they ask for. */
  readonly families: string
  /** What the hand-drawn font writes, with its own Chinese and Korean, and what the others have to write themselves. */
  readonly byHand: readonly number[]
  readonly others: readonly number[]
  readonly hasItalic: boolean
  readonly hasBold: boolean
}

/** A piece of words as the printer writes it: nothing lies inside, and what XML reads otherwise is written out. */
const PIECE = /<text ([^<>]*)>([^<]*)<\/text>/g
const FAMILIES = /font-family="([^"]*)"/
const HAND = escapeXml(handFamilies)
/** Pieces that are looked at in one step. */
const STEP_PIECES = 256

/** The words of an SVG of our printer, in steps: of a large board it is tens of megabytes, too many to be parsed. */
export function* wordsIn(svg: string): Steps<SetWords> {
  const families = new Set<string>()
  const byHand = new Set<string>()
  const others = new Set<string>()
  let hasItalic = false
  let hasBold = false
  let looked = 0
  for (const [, look, words] of svg.matchAll(PIECE)) {
    const family = FAMILIES.exec(look)?.[1] ?? ''
    families.add(family)
    hasItalic ||= look.includes('font-style="italic"')
    hasBold ||= look.includes('font-weight="700"')
    const letters = family.includes(HAND) ? byHand : others
    for (const letter of words) letters.add(letter)
    if (++looked % STEP_PIECES === 0) yield
  }
  const codesOf = (letters: ReadonlySet<string>) => [...letters].flatMap((letter) => letter.codePointAt(0) ?? [])
  return { families: [...families].join(), byHand: codesOf(byHand), others: codesOf(others), hasItalic, hasBold }
}

/** Which faces they are set in. */
function facesFor({ families, byHand, others, hasItalic, hasBold }: SetWords, faces: readonly Face[]): readonly Face[] {
  const codes = [...new Set([...byHand, ...others])]
  const isBoldOnly = ({ weight }: Face) => Number(weight) >= 600
  const wanted = faces.filter(
    (face) =>
      families.includes(face.family) &&
      (hasItalic || !face.isItalic) &&
      (hasBold || !isBoldOnly(face)) &&
      holds(face.range, isHandFamily(face.family) ? byHand : codes),
  )
  const first = wanted.filter(({ family }) => !lastResorts.has(family))
  const isMissing = (faces: readonly Face[]) => (code: number) => !faces.some(({ range }) => holds(range, [code]))
  const missing = [
    ...byHand.filter(isMissing(first)),
    ...others.filter(isMissing(first.filter(({ family }) => !isHandFamily(family)))),
  ]
  return [...first, ...wanted.filter(({ family, range }) => lastResorts.has(family) && holds(range, missing))]
}

/** The bytes as a `data:` URL. */
export async function dataUrl(blob: Blob): Promise<string> {
  const reader = new FileReader()
  await new Promise((resolve, reject) => {
    reader.onload = resolve
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
  return String(reader.result)
}

/** Font files by their address, as `data:` URLs; null for those that could not be had. */
export type FontsAtHand = Map<string, Promise<string | null>>

async function fontAt(url: string): Promise<string | null> {
  const blob = await fetch(url).then(
    (answer) => (answer.ok ? answer.blob() : null),
    () => null,
  )
  return blob && dataUrl(new Blob([blob], { type: 'font/woff2' }))
}

/** How many bytes a `data:` URL of base64 holds, to a few. */
const bytesIn = (url: string) => ((url.length - url.indexOf(',') - 1) * 3) / 4

/**
 * `@font-face` rules for the words of a picture, at most `MAX_FONT_BYTES` of them. Without a network: those at hand. Who asks
 * for many pictures gives the same `fonts` each time.
 */
export async function fontCssFor(words: SetWords, page: Document, fonts: FontsAtHand = new Map()): Promise<string> {
  if (words.families === '') return ''
  let left = MAX_FONT_BYTES
  const rules: string[] = []
  for (const { family, isItalic, weight, range, url } of facesFor(words, facesOf(page))) {
    const asked = fonts.get(url) ?? fontAt(url)
    fonts.set(url, asked)
    const font = await asked
    if (!font || bytesIn(font) > left) continue
    left -= bytesIn(font)
    const src = `url(${font}) format("woff2")`
    const ranges = range === '' ? '' : `unicode-range:${range};`
    const style = isItalic ? 'italic' : 'normal'
    rules.push(`@font-face{font-family:"${family}";font-style:${style};font-weight:${weight};${ranges}src:${src}}`)
  }
  return rules.join('')
}
