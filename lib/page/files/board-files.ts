/** Board files in and out, here in the browser: an import is one undoable step and works offline. */
import { writingJson } from '../../base/json-parts.ts'
import { ok, type Result } from '../../base/result.ts'
import { finish, type Steps } from '../../base/steps.ts'
import type { Board } from '../../document/board.ts'
import type { Command } from '../../document/command.ts'
import { inTurns, type LongWork } from '../../document/long-work.ts'
import { boardReadings } from '../../interchange/board-readers.ts'
import { exportingExcalidraw } from '../../interchange/excalidraw-export.ts'
import {
  type ImportedAsset,
  type ImportFailure,
  type ImportOptions,
  nameAssets,
  type SkippedItem,
} from '../../interchange/import-result.ts'
import { exportingJson } from '../../interchange/json.ts'
import type { Pictures } from '../../session/pictures.ts'
import type { TextMeasurer } from '../../shapes/kind.ts'
import type { Shape } from '../../shapes/registry.ts'
import type { RoomApi } from '../server/room-api.ts'
import type { BoardFormat } from './board-format.ts'
import { hashOf } from './image-files.ts'

export interface BoardFile {
  readonly shapes: readonly Shape[]
  readonly assets: ReadonlyMap<string, ImportedAsset>
  /** Of the file's things, those that are on the board. */
  readonly added: number
  readonly skipped: readonly SkippedItem[]
  readonly title: string
  /** Colour of the paper; empty: plain. */
  readonly background: string
  /** Puts the file's comments on the board. */
  readonly comments: readonly Command[]
}

export const readBoardFile = (
  format: BoardFormat,
  text: string,
  options: ImportOptions,
): Result<BoardFile, ImportFailure> => finish(readingBoardFile(format, text, options))

/** The same, in steps. */
export function* readingBoardFile(
  format: BoardFormat,
  text: string,
  options: ImportOptions,
): Steps<Result<BoardFile, ImportFailure>> {
  const read = yield* boardReadings[format](text, options)
  if (!read.ok) return read
  const { extra, title = '', background = '' } = read.value
  return ok({ ...read.value, title, background, comments: extra })
}

/** Keeps the images of a file, to be uploaded as soon as there is a server, and gives the shapes their final names. */
export async function storeAssets(
  { shapes, assets }: BoardFile,
  pictures: Pick<Pictures, 'add'>,
): Promise<readonly Shape[]> {
  const names = new Map<string, string>()
  for (const [name, { mimeType, bytes }] of assets) {
    const blob = new Blob([bytes as BlobPart], { type: mimeType })
    const hash = await hashOf(blob)
    await pictures.add(hash, blob)
    names.set(name, hash)
  }
  return nameAssets(shapes, names)
}

/** The bytes of all images among `shapes`; those that do not arrive are left out. */
export async function fetchAssets(shapes: readonly Shape[], api: RoomApi): Promise<ReadonlyMap<string, ImportedAsset>> {
  const names = new Set(shapes.flatMap((shape) => (shape.type === 'image' && shape.asset ? [shape.asset] : [])))
  const found = new Map<string, ImportedAsset>()
  for (const name of names) {
    const response = await fetch(api.assetUrl(name), { credentials: 'same-origin' })
    if (!response.ok) continue
    const mimeType = response.headers.get('content-type') ?? 'image/png'
    found.set(name, { mimeType, bytes: new Uint8Array(await response.arrayBuffer()) })
  }
  return found
}

interface WriteOptions {
  readonly board: Board
  /** Only these; the whole board when left out. */
  readonly only?: ReadonlySet<string>
  readonly measure: TextMeasurer
  readonly api: RoomApi
  readonly turns: LongWork
}

export async function writeBoardFile(format: 'json' | 'excalidraw', options: WriteOptions): Promise<Blob> {
  const { board, only, measure, api, turns } = options
  const { title, background } = board
  const shapes = only ? board.shapes.filter(({ id }) => only.has(id)) : board.shapes
  const assets = await fetchAssets(shapes, api)
  const making: Steps<object> =
    format === 'json'
      ? exportingJson({ title, background, shapes, comments: () => (only ? [] : board.comments()) }, assets)
      : exportingExcalidraw({ shapes, measure, assets, ...(background === '' ? {} : { background }) })
  const file = await inTurns(turns, making)
  const indent = format === 'json' ? 0 : 2
  const parts = await inTurns(turns, writingJson({ ...file }, { indent, pack: (part) => part }))
  return new Blob(parts, { type: 'application/json' })
}
