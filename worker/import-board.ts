/** Brings a file into a room as one change: read, name the images, write, send only the difference. */
import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { systemClock } from '../lib/base/clock.ts'
import { newShapeId, type RandomBytes } from '../lib/base/ids.ts'
import { ok, type Result } from '../lib/base/result.ts'
import { dispatchBelonging } from '../lib/document/belonging.ts'
import type { BoardDocument } from '../lib/document/board-document.ts'
import type { Command } from '../lib/document/command.ts'
import { type BoardFileRead, type BoardFormat, boardReaders } from '../lib/interchange/board-readers.ts'
import {
  type ImportFailure,
  type ImportOptions,
  nameAssets,
  type SkippedItem,
} from '../lib/interchange/import-result.ts'
import { type ImportFormat, importFormats } from '../lib/protocol/http.ts'
import { tableMeasurer } from '../lib/shapes/measure-table.ts'
import { openSnapshot } from './open-snapshot.ts'
import { readPdf } from './pdf-pages.ts'
import { problem } from './problem.ts'
import { type BodyFailure, readBodyBytes, readBodyText } from './read-body.ts'
import type { RoomServer } from './room-server.ts'

export const MAX_IMPORT_BYTES = 64 * 1024 * 1024

const importOptions = (random: RandomBytes): ImportOptions => ({
  newId: () => newShapeId(random),
  newSeed: () => new DataView(random(4).buffer).getUint32(0) >>> 1,
})

/** A file as its reader takes it. */
type BoardFile =
  | { readonly format: 'pdf'; readonly bytes: Uint8Array }
  | { readonly format: BoardFormat; readonly text: string }

async function readBody(request: Request, format: ImportFormat): Promise<Result<BoardFile, BodyFailure>> {
  if (format === 'pdf') {
    const bytes = await readBodyBytes(request, MAX_IMPORT_BYTES)
    return bytes.ok ? ok({ format, bytes: bytes.value }) : bytes
  }
  const text = await readBodyText(request, MAX_IMPORT_BYTES)
  return text.ok ? ok({ format, text: text.value }) : text
}

/** Our own file keeps its ids in an empty room, so that links to its shapes and its comments stay whole. */
async function readFile(
  file: BoardFile,
  isEmpty: boolean,
  random: RandomBytes,
): Promise<Result<BoardFileRead, ImportFailure>> {
  const options = importOptions(random)
  if (file.format === 'pdf') return readPdf(file.bytes, options, systemClock)
  return boardReaders[file.format](file.text, isEmpty ? { ...options, keepIds: true } : options)
}

export const isImportFormat = (format: string): format is ImportFormat =>
  importFormats.some((known) => known === format)

/** Answers `POST /api/rooms/:id/import/:format`. */
export async function importBoard(
  request: Request,
  format: string,
  server: RoomServer,
  random: RandomBytes,
): Promise<Response> {
  if (!isImportFormat(format)) return problem('unknown-format', `Known formats: ${importFormats.join(', ')}.`)
  const file = await readBody(request, format)
  if (!file.ok) return problem(file.error.code, file.error.message)
  const snapshot = await server.snapshot()
  if (!snapshot.ok) return snapshot.error
  const board = openSnapshot(snapshot.value)
  if (!board) return problem('board-unreadable', 'The board that the server holds cannot be read.')
  try {
    const read = await readFile(file.value, board.board.size === 0, random)
    if (!read.ok) return problem(read.error.code, read.error.message)
    return await write(board, read.value, server)
  } finally {
    board.close()
    board.doc.destroy()
  }
}

async function write(board: BoardDocument, file: BoardFileRead, server: RoomServer): Promise<Response> {
  const names = new Map<string, string>()
  for (const [name, { bytes }] of file.assets) {
    const hash = createHash('sha256').update(bytes).digest('hex')
    const sent = await server.putAsset(hash, bytes)
    if (sent.ok) names.set(name, hash)
    else if (sent.error.status === 401 || sent.error.status === 403) return sent.error
  }
  const refused = file.shapes.filter((shape) => shape.type === 'image' && isLost(shape.asset, file, names)).length
  const skipped: readonly SkippedItem[] =
    refused === 0 ? file.skipped : [...file.skipped, { type: 'image', reason: 'image-refused', count: refused }]
  const before = Y.encodeStateVector(board.doc)
  const commands: Command[] = [{ name: 'create', shapes: nameAssets(file.shapes, names) }, ...file.extra]
  if (file.background && board.board.size === 0) commands.push({ name: 'set-background', background: file.background })
  if (file.title && board.board.title === '') commands.push({ name: 'set-title', title: file.title })
  const written = dispatchBelonging(board, tableMeasurer, { name: 'batch', commands })
  if (!written.ok) return problem('too-large', written.error.message)
  const merged = await server.merge(Y.encodeStateAsUpdate(board.doc, before))
  if (!merged.ok) return merged.error
  return Response.json({ added: file.added - refused, skipped })
}

/** The file has the bytes, and the server does not take them. */
const isLost = (asset: string, { assets }: BoardFileRead, names: ReadonlyMap<string, string>): boolean =>
  assets.has(asset) && !names.has(asset)
