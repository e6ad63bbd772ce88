/** What an importer gathers while it reads one file. */
import type { ShapeId } from '../base/ids.ts'
import { makeShape, type Shape } from '../shapes/registry.ts'
import { richText } from '../shapes/rich-text.ts'
import {
  type ImportedAsset,
  type ImportOptions,
  type ImportResult,
  MAX_IMPORT_SHAPES,
  MAX_SKIPPED_REPORTED,
} from './import-result.ts'

export interface ImportSession {
  readonly options: ImportOptions
  /** The board's id for an id of the file; the same each time. */
  idOf(foreign: string): ShapeId
  /** False when the board would get too many. */
  add(shape: Shape): boolean
  skip(type: string, reason: string): void
  /** Keeps image bytes under the file's own key; gives their provisional name. */
  keepAsset(key: string, asset: ImportedAsset): string
  result(shapes?: readonly Shape[]): ImportResult
  readonly shapes: Shape[]
}

export function createImportSession(options: ImportOptions): ImportSession {
  const ids = new Map<string, ShapeId>()
  const shapes: Shape[] = []
  const skipped: { type: string; reason: string }[] = []
  const assets = new Map<string, ImportedAsset>()
  const assetNames = new Map<string, string>()
  const skip = (type: string, reason: string) => {
    if (skipped.length < MAX_SKIPPED_REPORTED) skipped.push({ type: type.slice(0, 100), reason })
  }
  return {
    options,
    shapes,
    idOf(foreign) {
      const id = ids.get(foreign) ?? options.newId()
      ids.set(foreign, id)
      return id
    },
    add(shape) {
      if (shapes.length >= MAX_IMPORT_SHAPES) {
        skip(shape.type, 'too-many')
        return false
      }
      shapes.push(shape)
      return true
    },
    skip,
    keepAsset(key, asset) {
      const name = assetNames.get(key) ?? `file-${assetNames.size + 1}`
      assetNames.set(key, name)
      assets.set(name, asset)
      return name
    },
    result: (final = shapes) => ({ shapes: final, added: final.length, assets, skipped }),
  }
}

/** A dashed box that says what stood here. */
export const placeholder = (id: ShapeId, label: string, fields: Partial<Shape>): Shape =>
  makeShape('geo', id, {
    ...(fields as object),
    look: 'clean',
    roughness: 0,
    dash: 'dashed',
    stroke: '#868e96',
    textColor: '#868e96',
    font: 'sans',
    fontSize: 16,
    text: richText(label.slice(0, 200)),
  })
