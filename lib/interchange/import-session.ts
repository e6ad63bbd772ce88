/** What an importer gathers while it reads one file. */
import { cleanText, cutText } from '../base/clean-text.ts'
import type { ShapeId } from '../base/ids.ts'
import type { Point } from '../geometry/point.ts'
import { MAX_LINE_POINTS } from '../shapes/points.ts'
import { makeShape, type Shape } from '../shapes/registry.ts'
import { MAX_TEXT_LENGTH, type RichText, richText } from '../shapes/rich-text.ts'
import {
  type ImportedAsset,
  type ImportOptions,
  type ImportResult,
  MAX_IMPORT_SHAPES,
  MAX_SKIPPED_KINDS,
  type SkippedItem,
} from './import-result.ts'

export interface ImportSession {
  readonly options: ImportOptions
  /** The board's id for an id of the file; the same each time. */
  idOf(foreign: string): ShapeId
  /** The board would get too many. */
  isFull(): boolean
  add(shape: Shape): void
  /** A box that says what stood here, of what there is no shape for. */
  standIn(id: ShapeId, label: string, fields: Partial<Shape>): Shape
  /** How many there are. */
  standIns(): number
  skip(type: string, reason: string, count?: number): void
  /** Keeps image bytes under the file's own key; gives their provisional name. */
  keepAsset(key: string, asset: ImportedAsset): string
  result(shapes?: readonly Shape[]): ImportResult
  readonly shapes: Shape[]
}

export function createImportSession(options: ImportOptions): ImportSession {
  const ids = new Map<string, ShapeId>()
  const shapes: Shape[] = []
  const skipped = new Map<string, SkippedItem>()
  const assets = new Map<string, ImportedAsset>()
  const assetNames = new Map<string, string>()
  let standIns = 0
  const skip = (named: string, reason: string, count = 1) => {
    const known = skipped.size < MAX_SKIPPED_KINDS || skipped.has(`${named} ${reason}`)
    const type = known ? cutText(cleanText(named), 100) : 'other'
    const key = `${known ? named : type} ${reason}`
    skipped.set(key, { type, reason, count: (skipped.get(key)?.count ?? 0) + count })
  }
  return {
    options,
    shapes,
    idOf(foreign) {
      const id = ids.get(foreign) ?? options.newId()
      ids.set(foreign, id)
      return id
    },
    isFull: () => shapes.length >= MAX_IMPORT_SHAPES,
    add(shape) {
      shapes.push(shape)
    },
    standIn(id, label, fields) {
      standIns += 1
      return placeholder(id, label, fields)
    },
    standIns: () => standIns,
    skip,
    keepAsset(key, asset) {
      const name = assetNames.get(key) ?? `file-${assetNames.size + 1}`
      assetNames.set(key, name)
      assets.set(name, asset)
      return name
    },
    result: (final = shapes) => ({ shapes: final, added: final.length, assets, skipped: [...skipped.values()] }),
  }
}

/** A dashed box that says what stood here. */
const placeholder = (id: ShapeId, label: string, fields: Partial<Shape>): Shape =>
  makeShape('geo', id, {
    ...(fields as object),
    look: 'clean',
    roughness: 0,
    dash: 'dashed',
    stroke: '#868e96',
    textColor: '#868e96',
    font: 'sans',
    fontSize: 16,
    text: richText(cutText(cleanText(label), 200)),
  })

/** A line of too many points keeps its way, with fewer of them. */
export function thinned<P extends Point>(
  points: readonly P[],
  type: string,
  session: Pick<ImportSession, 'skip'>,
  most = MAX_LINE_POINTS,
): readonly P[] {
  if (points.length <= most) return points
  session.skip(type, 'points-cut')
  const step = (points.length - 1) / (most - 1)
  return Array.from({ length: most }, (_, i) => points[Math.round(i * step)])
}

/** The words, and a word in the report when they are more than a shape holds. */
export function reportedWords(text: RichText, type: string, session: Pick<ImportSession, 'skip'>): RichText {
  const length = text.reduce((sum, { insert }) => sum + insert.length, 0)
  if (length > MAX_TEXT_LENGTH) session.skip(type, 'text-cut')
  return text
}
