/** Every format that a board file may be in, with its reader: page and server read by this one table. */
import { fail, ok, type Result } from '../base/result.ts'
import { finish, type Steps } from '../base/steps.ts'
import type { Command } from '../document/command.ts'
import { importTable } from './csv.ts'
import { importDrawio } from './drawio.ts'
import { readingExcalidraw } from './excalidraw-import.ts'
import type { ImportFailure, ImportOptions, ImportResult } from './import-result.ts'
import { commentCommands, readingJson } from './json.ts'
import { importJsonCanvas } from './json-canvas.ts'
import { importMarkdown } from './markdown-board.ts'
import { importMermaid } from './mermaid.ts'
import { isObsidianNote, obsidianScene } from './obsidian.ts'
import { importOcif } from './ocif.ts'
import { importSvg } from './svg/svg-import.ts'
import { readingTldraw } from './tldraw-import.ts'

export interface BoardFileRead extends ImportResult {
  /** More than shapes: what only our own format has. */
  readonly extra: readonly Command[]
}
/** `keepIds`: the board is empty, so that our own file comes back as it was. */
export type ReaderOptions = ImportOptions & { readonly keepIds?: true }
type Read = Result<BoardFileRead, ImportFailure>
type Reading = (text: string, options: ReaderOptions) => Steps<Read>

const plain = (
  reading: (text: string, options: ImportOptions) => Steps<Result<ImportResult, ImportFailure>>,
): Reading =>
  function* (text, options) {
    const result = yield* reading(text, options)
    return result.ok ? ok({ ...result.value, extra: [] }) : result
  }

/** Formats whose files stay small. */
const atOnce = (read: (text: string, options: ImportOptions) => Result<ImportResult, ImportFailure>): Reading =>
  // biome-ignore lint/correctness/useYield: one step
  plain(function* (text, options) {
    return read(text, options)
  })

/** Excalidraw's own files, and the notes in which Obsidian's plugin keeps them. */
function* readingExcalidrawOrNote(text: string, options: ImportOptions): Steps<Result<ImportResult, ImportFailure>> {
  if (!isObsidianNote(text)) return yield* readingExcalidraw(text, options)
  const scene = obsidianScene(text)
  if (scene === null) return fail('not-json', 'The drawing in this note is damaged.')
  return yield* readingExcalidraw(scene, options)
}

/** In steps: a page goes on answering while it reads. */
export const boardReadings = {
  excalidraw: plain(readingExcalidrawOrNote),
  tldraw: plain(readingTldraw),
  *json(text, options) {
    const read = yield* readingJson(text, options)
    return read.ok ? ok({ ...read.value, extra: commentCommands(read.value.comments) }) : read
  },
  drawio: atOnce(importDrawio),
  canvas: atOnce(importJsonCanvas),
  ocif: atOnce(importOcif),
  mermaid: atOnce(importMermaid),
  csv: atOnce(importTable),
  markdown: atOnce(importMarkdown),
  svg: atOnce(importSvg),
} as const satisfies Readonly<Record<string, Reading>>

export type BoardFormat = keyof typeof boardReadings

const atOnceOf = (reading: Reading) => (text: string, options: ReaderOptions) => finish(reading(text, options))

export const boardReaders = Object.fromEntries(
  Object.entries(boardReadings).map(([format, reading]) => [format, atOnceOf(reading)]),
) as Readonly<Record<BoardFormat, ReturnType<typeof atOnceOf>>>
