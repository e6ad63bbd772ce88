/** The words, the chart or the notes of a board as a file, here in the browser. */
import { shownOf, type WorkshopState } from '../../document/workshop.ts'
import { type TextFormat, textExports } from '../../interchange/text-exports.ts'
import type { Shape } from '../../shapes/registry.ts'

interface TextFileOptions {
  readonly format: TextFormat
  readonly title: string
  readonly shapes: readonly Shape[]
  readonly workshop: WorkshopState
}

/** Null when there is nothing that this format can say. */
export function writeTextFile({ format, title, shapes, workshop }: TextFileOptions): Blob | null {
  const { mimeType, write } = textExports[format]
  const text = write({ title, shapes, ...shownOf(workshop) })
  return text === '' ? null : new Blob([text], { type: `${mimeType};charset=utf-8` })
}
