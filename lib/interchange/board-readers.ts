/** Every format that a board file may be in, with its reader: page and server read by this one table. */
import { fail, ok, type Result } from '../base/result.ts'
import type { Command } from '../document/command.ts'
import { importTable } from './csv.ts'
import { importDrawio } from './drawio.ts'
import { importExcalidraw } from './excalidraw-import.ts'
import type { ImportFailure, ImportOptions, ImportResult } from './import-result.ts'
import { commentCommands, importJson } from './json.ts'
import { importJsonCanvas } from './json-canvas.ts'
import { importMermaid } from './mermaid.ts'
import { isObsidianNote, obsidianScene } from './obsidian.ts'
import { importOcif } from './ocif.ts'
import { importTldraw } from './tldraw-import.ts'

export interface BoardFileRead extends ImportResult {
  /** More than shapes: what only our own format has. */
  readonly extra: readonly Command[]
}
/** `keepIds`: the board is empty, so that our own file comes back as it was. */
export type ReaderOptions = ImportOptions & { readonly keepIds?: true }
type Reader = (text: string, options: ReaderOptions) => Result<BoardFileRead, ImportFailure>

const plain =
  (read: (text: string, options: ImportOptions) => Result<ImportResult, ImportFailure>): Reader =>
  (text, options) => {
    const result = read(text, options)
    return result.ok ? ok({ ...result.value, extra: [] }) : result
  }

/** Excalidraw's own files, and the notes in which Obsidian's plugin keeps them. */
function readExcalidraw(text: string, options: ImportOptions): Result<ImportResult, ImportFailure> {
  if (!isObsidianNote(text)) return importExcalidraw(text, options)
  const scene = obsidianScene(text)
  return scene === null ? fail('not-json', 'The drawing in this note is damaged.') : importExcalidraw(scene, options)
}

export const boardReaders = {
  excalidraw: plain(readExcalidraw),
  tldraw: plain(importTldraw),
  json: (text, options) => {
    const read = importJson(text, options)
    return read.ok ? ok({ ...read.value, extra: commentCommands(read.value.comments) }) : read
  },
  drawio: plain(importDrawio),
  canvas: plain(importJsonCanvas),
  ocif: plain(importOcif),
  mermaid: plain(importMermaid),
  csv: plain(importTable),
} as const satisfies Readonly<Record<string, Reader>>

export type BoardFormat = keyof typeof boardReaders
