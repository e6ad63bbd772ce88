/**
 * The product's fonts without a browser. Each font comes as many files that share its characters out between them, and
 * the drawing library takes only one file a family: so every file gets a family of its own, and each text names the
 * families of exactly the files that hold its characters, as a browser does by `unicode-range`.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas'
import { cleanText } from '../lib/base/clean-text.ts'
import { type HandScript, handSlices } from '../lib/shapes/hand-scripts.ts'
import type { TextMeasurer } from '../lib/shapes/kind.ts'
import type { TextMarks } from '../lib/shapes/rich-text.ts'
import type { Font } from '../lib/shapes/style.ts'

/** Scripts with a face of their own, named like the face's package, and what is written in them. */
const scripts = {
  armenian: /\p{Script=Armenian}/u,
  bengali: /\p{Script=Bengali}/u,
  devanagari: /\p{Script=Devanagari}/u,
  ethiopic: /\p{Script=Ethiopic}/u,
  georgian: /\p{Script=Georgian}/u,
  gujarati: /\p{Script=Gujarati}/u,
  gurmukhi: /\p{Script=Gurmukhi}/u,
  kannada: /\p{Script=Kannada}/u,
  khmer: /\p{Script=Khmer}/u,
  lao: /\p{Script=Lao}/u,
  malayalam: /\p{Script=Malayalam}/u,
  myanmar: /\p{Script=Myanmar}/u,
  sinhala: /\p{Script=Sinhala}/u,
  tamil: /\p{Script=Tamil}/u,
  telugu: /\p{Script=Telugu}/u,
  thai: /\p{Script=Thai}/u,
} as const
type Script = keyof typeof scripts
const scriptNames = Object.keys(scripts) as readonly Script[]
export type FaceName = Font | Script | HandScript | 'chinese' | 'korean' | 'hebrew' | 'arabic' | 'emoji'
interface Package {
  readonly folder: string
  readonly name: string
  /** One file for all weights. */
  readonly isVariable: boolean
  readonly hasItalic: boolean
  /** The style sheet that names its slices by their files, where it has no list of subsets. */
  readonly sheet?: { readonly name: string; readonly script: HandScript }
  /** The one file that is used of it, and when; without it the characters of its files say so. */
  readonly only?: { readonly subset: string; readonly needs: RegExp }
}
const scriptPackage = (script: Script): Package => {
  const name = `noto-sans-${script}`
  const only = { subset: script, needs: scripts[script] }
  return { folder: `@fontsource-variable/${name}`, name, isVariable: true, hasItalic: false, only }
}

const packages: Readonly<Record<FaceName, Package>> = {
  ...(Object.fromEntries(scriptNames.map((script) => [script, scriptPackage(script)])) as Record<Script, Package>),
  korean: { folder: '@fontsource-variable/noto-sans-kr', name: 'noto-sans-kr', isVariable: true, hasItalic: false },
  hand: { folder: '@fontsource-variable/shantell-sans', name: 'shantell-sans', isVariable: true, hasItalic: true },
  sans: { folder: '@fontsource-variable/inter', name: 'inter', isVariable: true, hasItalic: true },
  serif: { folder: '@fontsource-variable/source-serif-4', name: 'source-serif-4', isVariable: true, hasItalic: true },
  mono: { folder: '@fontsource/jetbrains-mono', name: 'jetbrains-mono', isVariable: false, hasItalic: true },
  // One weight only: bold is imitated, as browsers do.
  handChinese: {
    folder: 'lxgw-wenkai-webfont',
    name: 'lxgwwenkai',
    isVariable: false,
    hasItalic: false,
    sheet: { name: 'lxgwwenkai-regular.css', script: 'handChinese' },
  },
  handKorean: {
    folder: '@fontsource/gaegu',
    name: 'gaegu',
    isVariable: false,
    hasItalic: false,
    sheet: { name: '400.css', script: 'handKorean' },
  },
  chinese: { folder: '@fontsource/noto-sans-sc', name: 'noto-sans-sc', isVariable: false, hasItalic: false },
  hebrew: {
    folder: '@fontsource-variable/noto-sans-hebrew',
    name: 'noto-sans-hebrew',
    isVariable: true,
    hasItalic: false,
    only: { subset: 'hebrew', needs: /\p{Script=Hebrew}/u },
  },
  arabic: {
    folder: '@fontsource-variable/noto-sans-arabic',
    name: 'noto-sans-arabic',
    isVariable: true,
    hasItalic: false,
    only: { subset: 'arabic', needs: /\p{Script=Arabic}/u },
  },
  // Its parts would break up emoji that are joined of several.
  emoji: {
    folder: '@fontsource/noto-emoji',
    name: 'noto-emoji',
    isVariable: false,
    hasItalic: false,
    only: { subset: 'emoji', needs: /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u },
  },
}
/** What the system has stands in for scripts that none of our fonts knows. */
const lastResort: Readonly<Record<Font, string>> = {
  hand: 'sans-serif',
  sans: 'sans-serif',
  serif: 'serif',
  mono: 'monospace',
}
const NORMAL_WEIGHT = 400
const BOLD_WEIGHT = 700

interface Subset {
  readonly name: string
  /** As CSS has it. */
  readonly range: string
  readonly ranges: readonly (readonly [first: number, last: number])[]
}

/** Packages lie beside this one where it is installed as one of them. */
const { resolve } = createRequire(import.meta.url)
const folders = new Map<FaceName, string>()
function folderOf(face: FaceName): string {
  const known = folders.get(face)
  if (known !== undefined) return known
  const folder = dirname(resolve(`${packages[face].folder}/${packages[face].sheet?.name ?? 'unicode.json'}`))
  folders.set(face, folder)
  return folder
}

/** The names of a face's parts and their characters, as its package lists them. */
function listedIn(face: FaceName): readonly (readonly [name: string, range: string])[] {
  const { sheet } = packages[face]
  const list = readFileSync(join(folderOf(face), sheet?.name ?? 'unicode.json'), 'utf8')
  if (sheet) return handSlices(sheet.script, list).map(({ file, range }) => [file, range])
  return Object.entries(JSON.parse(list) as Record<string, string>)
}

const kept = new Map<FaceName, readonly Subset[]>()
/** The files' parts of the font, the likeliest first. */
function subsetsOf(face: FaceName): readonly Subset[] {
  const known = kept.get(face)
  if (known) return known
  const subsets = listedIn(face).map(([name, range]) => ({
    name: name.replace(/[[\]]/g, ''),
    range,
    ranges: range.split(',').map((part) => {
      const [first, last = first] = part.trim().slice(2).split('-')
      return [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const
    }),
  }))
  // As in CSS, where a later rule wins.
  subsets.reverse()
  kept.set(face, subsets)
  return subsets
}

function fileOf(face: FaceName, subset: string, marks: TextMarks): string {
  const { name, isVariable, hasItalic, sheet } = packages[face]
  if (sheet) return join(folderOf(face), 'files', subset)
  const weight = isVariable ? 'wght' : String(marks.bold ? BOLD_WEIGHT : NORMAL_WEIGHT)
  const slope = marks.italic && hasItalic ? 'italic' : 'normal'
  return join(folderOf(face), 'files', `${name}-${subset}-${weight}-${slope}.woff2`)
}

const registered = new Map<string, boolean>()
/** The family of one file, loaded when it is first needed; null when there is no such file. */
function familyOf(face: FaceName, subset: string, marks: TextMarks): string | null {
  const file = fileOf(face, subset, marks)
  const family = `Inkroom ${basename(file)}`
  let isThere = registered.get(family)
  if (isThere === undefined) {
    isThere = GlobalFonts.registerFromPath(file, family) !== null
    registered.set(family, isThere)
  }
  return isThere ? `"${family}"` : null
}

/** Which files of a face hold the characters of `text`. */
function subsetsFor(text: string, face: FaceName, isLeading: boolean): readonly string[] {
  const { only } = packages[face]
  if (only) return only.needs.test(text) ? [only.subset] : []
  const codes = Array.from(new Set(text), (letter) => letter.codePointAt(0) ?? 0)
  return subsetsOf(face)
    .filter(({ name, ranges }) => {
      // The first family decides how unknown characters look, so the font's own Latin always leads.
      if (name === 'latin' && isLeading) return true
      return ranges.some(([first, last]) => codes.some((code) => code >= first && code <= last))
    })
    .map(({ name }) => name)
}

const familiesFor = (text: string, face: FaceName, marks: TextMarks, isLeading: boolean): readonly string[] =>
  subsetsFor(text, face, isLeading).flatMap((subset) => familyOf(face, subset, marks) ?? [])

/** The sans font knows scripts that the hand font does not: Greek. */
const fallbacks = (face: Font): readonly FaceName[] => [
  face,
  ...(face === 'hand' ? (['handChinese', 'handKorean'] as const) : []),
  'chinese',
  'korean',
  ...(face === 'sans' ? [] : ['sans' as const]),
  'hebrew',
  'arabic',
  ...scriptNames,
  'emoji',
]

export interface FontFile {
  readonly face: FaceName
  readonly path: string
  /** As CSS has it; empty: all that it holds. */
  readonly range: string
  readonly weight: string
  readonly isItalic: boolean
}

/** The files in which `text` is set, its own font before those that stand in. */
export function fontFilesFor(text: string, font: Font, marks: TextMarks): readonly FontFile[] {
  const own: FaceName = marks.code ? 'mono' : font
  let rest = text
  return fallbacks(own).flatMap((face) => {
    const { isVariable, hasItalic, only, sheet } = packages[face]
    const weight = isVariable ? '100 900' : String(marks.bold && !sheet ? BOLD_WEIGHT : NORMAL_WEIGHT)
    const isItalic = marks.italic === true && hasItalic
    const files = subsetsFor(rest, face, false).map((subset) => {
      const range = only ? '' : (subsetsOf(face).find(({ name }) => name === subset)?.range ?? '')
      return { face, path: fileOf(face, subset, marks), range, weight, isItalic }
    })
    // What stands in is only for letters that nothing before it has.
    if (!only) rest = [...rest].filter((letter) => !holds(face, letter.codePointAt(0) ?? 0)).join('')
    return files
  })
}

const holds = (face: FaceName, code: number): boolean =>
  subsetsOf(face).some(({ ranges }) => ranges.some(([first, last]) => code >= first && code <= last))

/** What the parts for Latin hold, whichever letters these are. */
const PLAIN = /^[ -~]*$/
const MAX_FAMILY_LISTS = 5_000
const familyLists = new Map<string, string>()

/** Found once for the same words: a board repeats them, and a picture in bands writes them more than once. */
function familyList(text: string, face: Font, marks: TextMarks): string {
  const key = `${face} ${marks.bold === true} ${marks.italic === true} ${PLAIN.test(text) ? '' : text}`
  const known = familyLists.get(key)
  if (known !== undefined) return known
  const families = fallbacks(face).flatMap((name) => familiesFor(text, name, marks, name === face))
  const listed = [...families, lastResort[face]].join(', ')
  if (familyLists.size >= MAX_FAMILY_LISTS) familyLists.clear()
  familyLists.set(key, listed)
  return listed
}

/** Makes the context write `text` as the canvas does in a browser. */
export function setFont(context: SKRSContext2D, text: string, font: Font, fontSize: number, marks: TextMarks): void {
  const face = marks.code ? 'mono' : font
  const weight = marks.bold ? BOLD_WEIGHT : NORMAL_WEIGHT
  // The weight alone would only be imitated; this one moves the variable fonts' axis.
  context.fontVariationSettings = `"wght" ${weight}`
  context.font = `${marks.italic ? 'italic ' : ''}${weight} ${fontSize}px ${familyList(text, face, marks)}`
}

const MEASURED_SIZE = 64
const MAX_MEASURED = 20_000

/** Widths of the very letters that are drawn. */
export function createPictureMeasurer(): TextMeasurer {
  const context = createCanvas(1, 1).getContext('2d')
  const widths = new Map<string, number>()
  return {
    width(text, font, fontSize, marks) {
      const key = `${font}${marks.bold ? 'b' : ''}${marks.italic ? 'i' : ''}${marks.code ? 'c' : ''} ${text}`
      let width = widths.get(key)
      if (width === undefined) {
        setFont(context, text, font, MEASURED_SIZE, marks)
        width = context.measureText(cleanText(text)).width / MEASURED_SIZE
        if (widths.size >= MAX_MEASURED) widths.clear()
        widths.set(key, width)
      }
      return width * fontSize
    },
  }
}
