/**
 * Files of tldraw's first version (2021 and 2022) as records of the second, which the rest reads: pages that hold their
 * shapes by id, places as pairs of numbers, turned about their middle, styles in one bag.
 */
import { type Point, rotateAbout } from '../geometry/point.ts'
import { finite, isJson, type Json, json as jsonOf, list, own, words } from './reading.ts'

export const isFirstVersion = (file: Json): boolean =>
  isJson(file.document) && !Array.isArray(file.records) && isJson(file.document.pages)

const SIZES: Readonly<Record<string, string>> = { small: 's', medium: 'm', large: 'l' }
const FONTS: Readonly<Record<string, string>> = { script: 'draw', sans: 'sans', serif: 'serif', mono: 'mono' }
const COLORS: Readonly<Record<string, string>> = {
  white: 'white',
  lightGray: 'grey',
  gray: 'grey',
  black: 'black',
  green: 'green',
  cyan: 'light-blue',
  blue: 'blue',
  indigo: 'blue',
  violet: 'violet',
  red: 'red',
  orange: 'orange',
  yellow: 'yellow',
}
const ALIGN: Readonly<Record<string, string>> = { start: 'start', middle: 'middle', end: 'end', justify: 'start' }
const wordOf = (table: Readonly<Record<string, string>>, stored: unknown, fallback: string): string =>
  typeof stored === 'string' && Object.hasOwn(table, stored) ? table[stored] : fallback

const pair = (stored: unknown, x: number, y: number): Point => {
  const [a, b] = list(stored)
  return { x: finite(a, x), y: finite(b, y) }
}

function styleOf({ style, type }: Json): Json {
  const { color, size, dash, isFilled, font, textAlign, scale } = jsonOf(style)
  return {
    color: wordOf(COLORS, color, 'black'),
    labelColor: 'black',
    size: wordOf(SIZES, size, 's'),
    dash: typeof dash === 'string' ? dash : 'draw',
    fill: isFilled === true ? 'solid' : 'none',
    font: wordOf(FONTS, font, 'draw'),
    align: wordOf(ALIGN, textAlign, type === 'text' ? 'start' : 'middle'),
    textAlign: wordOf(ALIGN, textAlign, type === 'text' ? 'start' : 'middle'),
    scale: finite(scale, 1),
  }
}

/** Turned about the middle of its box there, about its corner in the records. */
function cornerOf(json: Json, w: number, h: number): Json {
  const at = pair(json.point, 0, 0)
  const rotation = finite(json.rotation, 0)
  return { ...rotateAbout(at, { x: at.x + w / 2, y: at.y + h / 2 }, rotation), rotation }
}

const isAbove = (json: Json): number => finite(json.childIndex, 0)

interface Made {
  readonly type: string
  readonly props: Json
  readonly w: number
  readonly h: number
}

function boxOf(json: Json): Made | null {
  const { type } = json
  const isEllipse = type === 'ellipse'
  const radius = pair(json.radius, 50, 50)
  const size = isEllipse ? { x: radius.x * 2, y: radius.y * 2 } : pair(json.size, 100, 100)
  const [w, h] = [Math.abs(size.x), Math.abs(size.y)]
  const geo = isEllipse ? 'ellipse' : type === 'triangle' ? 'triangle' : 'rectangle'
  const props = { ...styleOf(json), w, h }
  const text = words(json.label)
  if (type === 'rectangle' || isEllipse || type === 'triangle')
    return { type: 'geo', props: { ...props, geo, text }, w, h }
  if (type === 'group') return { type: 'group', props: {}, w, h }
  if (type === 'image' || type === 'video')
    return { type: String(type), props: { ...props, assetId: json.assetId }, w, h }
  if (type !== 'sticky') return null
  // Notes were of any size; the record's are square and grow.
  const note = { ...styleOf(json), text: words(json.text), scale: w / 200, growY: ((h - w) * 200) / (w || 1) }
  return { type: 'note', props: note, w, h }
}

const sizeOfText: Readonly<Record<string, number>> = { s: 28, m: 48, l: 96 }
/** A guess, which the text itself corrects. */
const LETTER = 0.5

function textOf(json: Json): Made {
  const style = styleOf(json)
  const text = words(json.text)
  const fontSize = (own(sizeOfText, words(style.size)) ?? 28) * finite(style.scale, 1)
  const lines = text.split('\n')
  const props = { ...style, text, autoSize: true, fontSize }
  return {
    type: 'text',
    props,
    w: lines.reduce((most, line) => Math.max(most, line.length), 0) * fontSize * LETTER,
    h: lines.length * fontSize,
  }
}

function drawOf(json: Json): Made {
  const points = list(json.points).map((stored) => {
    const [x, y, z] = list(stored)
    return { x: finite(x, 0), y: finite(y, 0), z: finite(z, 0.5) }
  })
  const spread = (side: 'x' | 'y') => points.reduce((most, point) => Math.max(most, point[side]), 0)
  const isClosed =
    points.length > 3 &&
    Math.hypot(points[0].x - points[points.length - 1].x, points[0].y - points[points.length - 1].y) < 8
  const props = { ...styleOf(json), segments: [{ type: 'free', points }], isClosed, isPen: false }
  return { type: 'draw', props, w: spread('x'), h: spread('y') }
}

function arrowOf(json: Json): Made {
  const { start, end, bend } = jsonOf(json.handles)
  const from = pair(jsonOf(start).point, 0, 0)
  const to = pair(jsonOf(end).point, 100, 100)
  const middle = pair(jsonOf(bend).point, (from.x + to.x) / 2, (from.y + to.y) / 2)
  const span = Math.hypot(to.x - from.x, to.y - from.y) || 1
  const sagitta = ((to.x - from.x) * (middle.y - from.y) - (to.y - from.y) * (middle.x - from.x)) / span
  const heads = jsonOf(json.decorations)
  const props = {
    ...styleOf(json),
    start: from,
    end: to,
    bend: finite(json.bend, 0) === 0 ? 0 : sagitta,
    text: words(json.label),
    arrowheadStart: heads.start === 'arrow' ? 'arrow' : 'none',
    arrowheadEnd: heads.end === 'arrow' ? 'arrow' : 'none',
  }
  return { type: 'arrow', props, w: Math.max(from.x, to.x), h: Math.max(from.y, to.y) }
}

function madeOf(json: Json): Made {
  const { type } = json
  if (type === 'text') return textOf(json)
  if (type === 'draw') return drawOf(json)
  if (type === 'arrow' || type === 'line') return arrowOf(json)
  return boxOf(json) ?? { type: words(type), props: { w: 100, h: 100 }, w: 100, h: 100 }
}

/** A key that sorts as the number does. */
const keyOf = (i: number): string => `a${String(i).padStart(9, '0')}`

/** All pages' places are on the page, also those of members: groups lie at its corner. */
function recordsOfPage(page: Json, pageId: string): readonly Json[] {
  const shapes = Object.values(jsonOf(page.shapes))
    .filter(isJson)
    .sort((a, b) => isAbove(a) - isAbove(b))
  const records: Json[] = shapes.map((json, i) => {
    const { type, props, w, h } = madeOf(json)
    const parent = words(json.parentId)
    const isMember = parent !== '' && isJson(jsonOf(page.shapes)[parent])
    return {
      typeName: 'shape',
      id: words(json.id),
      type,
      parentId: isMember ? parent : pageId,
      index: keyOf(i),
      ...(type === 'group' ? { x: 0, y: 0, rotation: 0 } : cornerOf(json, w, h)),
      isLocked: json.isLocked === true,
      opacity: 1,
      props,
    }
  })
  const bindings = Object.values(jsonOf(page.bindings))
    .filter(isJson)
    .map((binding): Json => {
      const anchor = pair(binding.point, 0.5, 0.5)
      return {
        typeName: 'binding',
        type: 'arrow',
        id: binding.id,
        fromId: binding.fromId,
        toId: binding.toId,
        props: {
          terminal: binding.handleId,
          normalizedAnchor: anchor,
          isPrecise: true,
          isExact: false,
          isStored: true,
        },
      }
    })
  return [...records, ...bindings]
}

/** The file as a list of records. */
export function recordsOfFirstVersion(file: Json): readonly Json[] {
  const document = jsonOf(file.document)
  const pages = Object.values(jsonOf(document.pages))
    .filter(isJson)
    .sort((a, b) => isAbove(a) - isAbove(b))
  const assets = Object.values(jsonOf(document.assets ?? file.assets))
    .filter(isJson)
    .map((asset): Json => {
      const { x, y } = pair(asset.size, 100, 100)
      return { typeName: 'asset', id: asset.id, type: asset.type, props: { src: asset.src, w: x, h: y } }
    })
  const name = words(document.name)
  return [
    { typeName: 'document', id: 'document:document', name: name === 'New Document' ? '' : name },
    ...assets,
    ...pages.flatMap((page, i): readonly Json[] => {
      const id = `page:${words(page.id) || i}`
      return [{ typeName: 'page', id, name: words(page.name), index: keyOf(i) }, ...recordsOfPage(page, id)]
    }),
  ]
}
