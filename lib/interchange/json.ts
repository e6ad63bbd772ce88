/** Inkroom's own file: everything that a board holds, and back without loss. */

import { parseShapeId, type ShapeId } from '../base/ids.ts'
import { fail, ok, type Result } from '../base/result.ts'
import { finish, mapping, type Steps } from '../base/steps.ts'
import type { Board, CommentThread } from '../document/board.ts'
import type { Command } from '../document/command.ts'
import { compareOrder } from '../document/order.ts'
import { fromPlainShape, type PlainShape, toPlainShape } from '../document/plain-shape.ts'
import type { Shape } from '../shapes/registry.ts'
import { readDataUrl, writeDataUrl } from './data-url.ts'
import {
  type ImportedAsset,
  type ImportFailure,
  type ImportOptions,
  type ImportResult,
  MAX_IMPORT_SHAPES,
} from './import-result.ts'
import { createImportSession } from './import-session.ts'
import { finite, isJson, type Json, json as jsonOf, list, parseJson, words } from './reading.ts'

const FORMAT = 'inkroom'
const VERSION = 1

export interface InkroomFile {
  readonly type: typeof FORMAT
  readonly version: number
  readonly title: string
  /** Colour of the paper; left out when it is plain. */
  readonly background?: string
  readonly shapes: readonly PlainShape[]
  readonly comments: readonly CommentThread[]
  /** `data:` URLs by the name that images give them. */
  readonly assets: Readonly<Record<string, string>>
}

/** What a file keeps of a board. */
type Written = Pick<Board, 'title' | 'background' | 'shapes' | 'comments'>

/** The file as an object; `JSON.stringify` makes the text. */
export const exportJson = (board: Written, assets?: ReadonlyMap<string, ImportedAsset>): InkroomFile =>
  finish(exportingJson(board, assets))

/** The same, in steps. */
export function* exportingJson(
  board: Written,
  assets: ReadonlyMap<string, ImportedAsset> = new Map(),
): Steps<InkroomFile> {
  return {
    type: FORMAT,
    version: VERSION,
    title: board.title,
    ...(board.background === '' ? {} : { background: board.background }),
    shapes: yield* mapping(board.shapes, toPlainShape),
    comments: board.comments(),
    assets: Object.fromEntries([...assets].map(([name, asset]) => [name, writeDataUrl(asset)])),
  }
}

export interface JsonImportResult extends ImportResult {
  readonly comments: readonly CommentThread[]
}

/**
 * Reads a file. With `keepIds` the board comes back as it was (into an empty room); without, everything gets new ids
 * and lands on top of what is there.
 */
export const importJson = (input: unknown, options: JsonOptions): Result<JsonImportResult, ImportFailure> =>
  finish(readingJson(input, options))

type JsonOptions = ImportOptions & { readonly keepIds?: true }

/** The same, in steps. */
export function* readingJson(input: unknown, options: JsonOptions): Steps<Result<JsonImportResult, ImportFailure>> {
  const parsed = parseJson(input)
  if (!parsed.ok) return parsed
  yield
  const file = parsed.value
  if (!isJson(file) || file.type !== FORMAT || !Array.isArray(file.shapes)) {
    return fail('wrong-file-type', 'This is not an Inkroom file.')
  }
  if (finite(file.version, VERSION) > VERSION) return fail('wrong-file-type', 'This file is from a newer Inkroom.')
  if (file.shapes.length > MAX_IMPORT_SHAPES) return fail('too-large', 'The file holds too many shapes.')
  const session = createImportSession(options)
  const assets = readAssets(file, (type, reason) => session.skip(type, reason))
  const shapes = yield* readingShapes(file.shapes, (type, reason) => session.skip(type, reason))
  const idOf = (id: string): ShapeId => (options.keepIds ? (id as ShapeId) : session.idOf(id))
  const renamed = options.keepIds ? shapes : yield* renaming(shapes, idOf)
  const comments = readComments(file, idOf)
  const title = words(file.title)
  const background = words(file.background)
  return ok({
    ...session.result(renamed),
    assets,
    comments,
    ...(title === '' ? {} : { title }),
    ...(background === '' ? {} : { background }),
  })
}

type Skip = (type: string, reason: string) => void

function* readingShapes(stored: readonly unknown[], skip: Skip): Steps<readonly Shape[]> {
  const seen = new Set<string>()
  const shapes: Shape[] = []
  yield* mapping(stored, (plain) => {
    const shape = fromPlainShape(plain)
    if (!shape || seen.has(shape.id)) skip(words(jsonOf(plain).type) || 'unknown', shape ? 'duplicate-id' : 'no-id')
    else shapes.push(shape)
    if (shape) seen.add(shape.id)
  })
  return shapes
}

function readAssets(file: Json, skip: Skip): ReadonlyMap<string, ImportedAsset> {
  const assets = new Map<string, ImportedAsset>()
  for (const [name, url] of Object.entries(jsonOf(file.assets))) {
    const asset = readDataUrl(url)
    if (asset) assets.set(name, asset)
    else skip('image', 'no-image')
  }
  return assets
}

/** New ids everywhere, and no order keys: the shapes keep their order among themselves. */
function* renaming(shapes: readonly Shape[], idOf: (id: string) => ShapeId): Steps<readonly Shape[]> {
  const here = new Set<string>(shapes.map(({ id }) => id))
  const sorted = [...shapes].sort(compareOrder)
  return yield* mapping(sorted, (shape): Shape => {
    const parent = here.has(shape.parent) ? idOf(shape.parent) : ''
    const copy = { ...shape, id: idOf(shape.id), parent, index: '' as Shape['index'] }
    if (copy.type !== 'arrow') return copy
    const rebind = (binding: typeof copy.start) =>
      binding && here.has(binding.target) ? { ...binding, target: idOf(binding.target) } : null
    return { ...copy, start: rebind(copy.start), end: rebind(copy.end) }
  })
}

function readComments(file: Json, idOf: (id: string) => ShapeId): readonly CommentThread[] {
  return list(file.comments)
    .filter(isJson)
    .filter((thread) => words(thread.id) !== '')
    .map((thread) => {
      const shape = parseShapeId(thread.shape)
      return {
        id: words(thread.id),
        shape: shape && idOf(shape),
        x: finite(thread.x, 0),
        y: finite(thread.y, 0),
        resolved: thread.resolved === true,
        messages: list(thread.messages)
          .filter(isJson)
          .map((message) => ({
            id: words(message.id),
            author: words(message.author),
            color: words(message.color),
            at: finite(message.at, 0),
            text: words(message.text),
          }))
          .filter(({ id }) => id !== ''),
      }
    })
}

/** The commands that put threads on a board; threads that are there already are left alone by the document. */
export function commentCommands(threads: readonly CommentThread[]): readonly Command[] {
  return threads.flatMap(({ messages, resolved, ...thread }): Command[] => {
    const [first, ...replies] = messages
    if (!first) return []
    return [
      { name: 'add-comment', thread, message: first },
      ...replies.map((message): Command => ({ name: 'reply', thread: thread.id, message })),
      ...(resolved ? [{ name: 'resolve-comment', thread: thread.id, resolved } as const] : []),
    ]
  })
}
