/** The formats of words and graphs, for the page and over HTTP alike. Adding one is a line here. */
import type { Shape } from '../shapes/registry.ts'
import { exportMarkdown } from './markdown-export.ts'
import { exportMermaid } from './mermaid-export.ts'
import { exportNotes } from './notes-csv.ts'

/** What a format of words is made of. */
export interface TextSource {
  readonly title: string
  /** Back to front. */
  readonly shapes: readonly Shape[]
  /** By the id of the shape; undefined: there was no vote, or its dots are still hidden. */
  readonly votes: ReadonlyMap<string, number> | undefined
  /** Whose notes are may be told. */
  readonly hasAuthors: boolean
}

export const textExports = {
  markdown: { mimeType: 'text/markdown', extension: 'md', write: exportMarkdown },
  mermaid: { mimeType: 'text/vnd.mermaid', extension: 'mmd', write: exportMermaid },
  csv: { mimeType: 'text/csv', extension: 'csv', write: exportNotes },
} as const satisfies Readonly<
  Record<string, { readonly mimeType: string; readonly extension: string; write(source: TextSource): string }>
>
export type TextFormat = keyof typeof textExports
export const isTextFormat = (format: string): format is TextFormat => Object.hasOwn(textExports, format)
