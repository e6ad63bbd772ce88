/** What an Excalidraw element knows and no shape here has a field for: kept with the shape, and given back on the way out. */
import type { Brought } from '../shapes/brought.ts'
import type { Shape } from '../shapes/registry.ts'
import type { Element } from './excalidraw-element.ts'
import { familyOfFont, fontOfFamily } from './excalidraw-style.ts'
import { isJson, type Json, json as jsonOf, list, words } from './reading.ts'

const FROM = 'excalidraw'
/** Under this key in `customData` Excalidraw keeps for us what it does not know itself. */
export const OWN_KEY = 'inkroom'
/** Fields that pass through as they are. */
const KEPT = ['strokeOptions', 'fixedSegments', 'startIsSpecial', 'endIsSpecial', 'startBinding', 'endBinding'] as const

/** What of a stand-in's element is told by the shape itself. */
const TOLD: ReadonlySet<string> = new Set([
  'id',
  'x',
  'y',
  'width',
  'height',
  'angle',
  'groupIds',
  'frameId',
  'boundElements',
])

function customDataOf(json: Json): Json | null {
  if (!isJson(json.customData)) return null
  const { [OWN_KEY]: _, ...theirs } = json.customData
  return Object.keys(theirs).length > 0 ? theirs : null
}

function familyOf(json: Json): Json {
  const { fontFamily } = json
  if (typeof fontFamily !== 'number' || !Number.isFinite(fontFamily)) return {}
  return familyOfFont[fontOfFamily(fontFamily)] === fontFamily ? {} : { fontFamily }
}

/** What any element may have. */
function commonWords(json: Json): Record<string, unknown> {
  const customData = customDataOf(json)
  const kept: Record<string, unknown> = customData ? { customData } : {}
  if (isJson(json.roundness)) kept.roundness = json.roundness
  for (const name of KEPT) if (json[name] !== undefined && json[name] !== null) kept[name] = json[name]
  return { ...kept, ...familyOf(json) }
}

function labelWords(json: Json): Json {
  const { opacity, link, locked } = json
  return {
    ...(typeof opacity === 'number' && opacity !== 100 ? { opacity } : {}),
    ...(typeof link === 'string' && link !== '' ? { link } : {}),
    ...(locked === true ? { locked } : {}),
    ...commonWords(json),
  }
}

interface Around {
  readonly label: Json | undefined
  /** Groups that hold nothing but this element. */
  readonly ownGroups: readonly string[]
  /** A box stands for something that there is no shape for. */
  readonly isStandIn: boolean
}

/** The shape with what its element knows beyond it. */
export function withBrought<S extends Shape>(shape: S, { json, type }: Element, around: Around): S {
  const { label, ownGroups, isStandIn } = around
  const kept = isStandIn
    ? { element: Object.fromEntries(Object.entries(json).filter(([name]) => !TOLD.has(name))) }
    : commonWords(json)
  const all: Record<string, unknown> = {
    ...kept,
    ...(type === 'magicframe' ? { type } : {}),
    ...(ownGroups.length > 0 ? { ownGroups } : {}),
    ...(label && Object.keys(labelWords(label)).length > 0 ? { label: labelWords(label) } : {}),
  }
  if (Object.keys(all).length === 0) return shape
  return { ...shape, brought: { from: FROM, words: all } satisfies Brought }
}

/** What was kept of a shape's element; nothing for shapes from elsewhere. */
export const keptOf = ({ brought }: Shape): Json => (brought?.from === FROM ? brought.words : {})
export const keptLabelOf = (shape: Shape): Json => jsonOf(keptOf(shape).label)
export const ownGroupsOf = (shape: Shape): readonly string[] =>
  list(keptOf(shape).ownGroups).filter((key): key is string => typeof key === 'string')

/** The font family of the file, while the font here is still the one that it became. */
export const familyFor = (font: keyof typeof familyOfFont, kept: Json): number =>
  typeof kept.fontFamily === 'number' && fontOfFamily(kept.fontFamily) === font ? kept.fontFamily : familyOfFont[font]

/** The element that a stand-in stands for, while it is still one. */
export function stoodForBy(shape: Shape): Json | null {
  const { element } = keptOf(shape)
  const isStandIn = shape.type === 'geo' && shape.dash === 'dashed' && isJson(element) && words(element.type) !== ''
  return isStandIn ? jsonOf(element) : null
}

/** For each element the groups that hold nothing else; those of our own forms are made anew each time. */
export function ownGroupKeys(elements: readonly Json[]): (json: Json) => readonly string[] {
  const sizes = new Map<unknown, number>()
  const keysOf = (json: Json) => new Set(list(json.groupIds).slice(0, MAX_OWN_GROUPS))
  for (const json of elements) for (const key of keysOf(json)) sizes.set(key, (sizes.get(key) ?? 0) + 1)
  return (json) =>
    [...keysOf(json)].filter(
      (key): key is string => typeof key === 'string' && sizes.get(key) === 1 && key !== formGroup(words(json.id)),
    )
}
const MAX_OWN_GROUPS = 20
/** The group of a form that Excalidraw does not know, and its words. */
export const formGroup = (id: string): string => `${id}-form`
