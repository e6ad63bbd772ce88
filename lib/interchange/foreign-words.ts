/**
 * What is written in the shapes of other programs, and nothing else of them. Small and at once: who pastes into a text goes
 * on typing, and the importers come only when they are needed.
 */
import { cleanText } from '../base/clean-text.ts'
import { plainText } from '../shapes/rich-text.ts'
import { finite, isJson, json as jsonOf, list, parseJson, words } from './reading.ts'
import { clipboardText, recordsOf } from './tldraw-content.ts'
import { indexRecords } from './tldraw-records.ts'
import { textOf } from './tldraw-text.ts'

interface Placed {
  readonly text: string
  readonly x: number
  readonly y: number
}

/** From top to bottom, one after the other. */
const inOrder = (placed: readonly Placed[]): string =>
  [...placed]
    .sort((a, b) => a.y - b.y || a.x - b.x)
    .map(({ text }) => cleanText(text).trim())
    .filter((text) => text !== '')
    .join('\n')

/** The words of an Excalidraw file, library or clipboard. */
export function excalidrawWords(code: string): string {
  const read = parseJson(code)
  const file = read.ok ? jsonOf(read.value) : {}
  const items = [...list(file.libraryItems).map((item) => jsonOf(item).elements), ...list(file.library)]
  return [file.elements, ...items]
    .map((elements) =>
      inOrder(
        list(elements)
          .map(jsonOf)
          .filter(({ isDeleted }) => isDeleted !== true)
          .map(({ type, originalText, rawText, text, name, x, y }) => ({
            text: type === 'text' ? words(originalText) || words(rawText) || words(text) : words(name),
            x: finite(x, 0),
            y: finite(y, 0),
          })),
      ),
    )
    .filter((text) => text !== '')
    .join('\n')
}

/** The words of a tldraw file, of its clipboard's text or of its HTML. */
export function tldrawWords(code: string): string {
  const read = parseJson(clipboardText(code))
  const records = read.ok && isJson(read.value) ? recordsOf(read.value) : null
  return indexRecords(records ?? [])
    .pages.map(({ shapes }) =>
      inOrder(
        shapes.map(({ props, spot }) => ({
          text: plainText(textOf(props, '', { skip() {} })) || words(props.name),
          ...spot.at,
        })),
      ),
    )
    .filter((text) => text !== '')
    .join('\n')
}
