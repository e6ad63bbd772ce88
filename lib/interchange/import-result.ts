/** What every importer gives: shapes ready to create, images apart, and an honest list of what was left out. */
import type { ShapeId } from '../base/ids.ts'
import type { Failure } from '../base/result.ts'
import type { Shape } from '../shapes/registry.ts'

export const MAX_IMPORT_CHARACTERS = 64 * 1024 * 1024
export const MAX_IMPORT_SHAPES = 50_000
/** Further kinds of things are counted together. */
export const MAX_SKIPPED_KINDS = 200

export type ImportCode = 'not-json' | 'wrong-file-type' | 'too-large'
export type ImportFailure = Failure<ImportCode>

export interface SkippedItem {
  /** The type as the file names it. */
  readonly type: string
  /**
   * A stable word. Not on the board as what it was: `unknown-type`, `no-image` (a box stands there), `too-long`,
   * `no-points`, `too-many`, `too-far`, `no-id`, `duplicate-id`, `empty`, `hidden`, `no-ends`, `no-time`, `unreadable`, `not-an-object`. Only a part of it: `points-cut`,
   * `text-cut`, `nesting-cut`, `look-changed`. `kept-as-picture`: because of this the whole came as a picture.
   */
  readonly reason: string
  /** How many of this type, for this reason. */
  readonly count: number
}
/** What is on the board all the same, though not whole. */
export const isPartLoss = (reason: string): boolean =>
  reason.endsWith('-cut') || reason === 'look-changed' || reason === 'kept-as-picture'
export const countSkipped = (skipped: readonly SkippedItem[]): number =>
  skipped.reduce((sum, { reason, count }) => (isPartLoss(reason) ? sum : sum + count), 0)
export interface ImportedAsset {
  readonly mimeType: string
  readonly bytes: Uint8Array
}
export interface ImportResult {
  /** Back to front; without order keys, so they land on top of the board in this order. */
  readonly shapes: readonly Shape[]
  /** How many things of the file are on the board as what they are; a label counts too, though it is no shape here. */
  readonly added: number
  /** Images by a provisional name, which stands in `asset` of the image shapes until `nameAssets`. */
  readonly assets: ReadonlyMap<string, ImportedAsset>
  readonly skipped: readonly SkippedItem[]
  readonly title?: string
  /** Colour of the paper in the file, `#rrggbb`; left out when it is plain. */
  readonly background?: string
}

/** Ids and seeds come in from outside. */
export interface ImportOptions {
  newId(): ShapeId
  /** An integer from 0 to 2^31 - 1. */
  newSeed(): number
}

/** Gives images their final names (SHA-256 of the bytes); those without one stay empty frames. */
export const nameAssets = (shapes: readonly Shape[], names: ReadonlyMap<string, string>): readonly Shape[] =>
  shapes.map((shape) => (shape.type === 'image' ? { ...shape, asset: names.get(shape.asset) ?? '' } : shape))
