/** Which board format a text is in, by the name of its file and by what it says of itself. */
import type { BoardFormat } from '../../interchange/board-readers.ts'
import { isMermaid } from '../../interchange/mermaid-parse.ts'
import { isObsidianNote } from '../../interchange/obsidian.ts'

export type { BoardFormat } from '../../interchange/board-readers.ts'

const HEAD_LENGTH = 4_000
const names: readonly (readonly [RegExp, BoardFormat])[] = [
  [/\.excalidraw(?:lib|\.md)?$/i, 'excalidraw'],
  [/\.(?:tldr|tldraw)$/i, 'tldraw'],
  [/\.(?:drawio|dio)(?:\.xml)?$/i, 'drawio'],
  [/\.canvas$/i, 'canvas'],
  [/\.ocif(?:\.json)?$/i, 'ocif'],
  [/\.(?:mmd|mermaid)$/i, 'mermaid'],
  [/\.(?:csv|tsv)$/i, 'csv'],
  [/\.svg$/i, 'svg'],
]
/** The endings that a chooser of board files offers. */
export const boardFileEndings =
  '.excalidraw,.excalidrawlib,.md,.markdown,.tldr,.json,.drawio,.dio,.canvas,.ocif,.mmd,.mermaid,.csv,.tsv,.pdf,image/png,image/svg+xml'

/** The one format that is no text. */
export const isPdf = ({ name, type }: Pick<File, 'name' | 'type'>): boolean =>
  type === 'application/pdf' || /\.pdf$/i.test(name)

export const isSvg = ({ name, type }: Pick<File, 'name' | 'type'>): boolean =>
  type.includes('svg') || /\.svg$/i.test(name)

export function boardFormatOf(text: string, fileName = ''): BoardFormat | null {
  const named = names.find(([ending]) => ending.test(fileName))
  if (named) return named[1]
  const head = text.slice(0, HEAD_LENGTH)
  if (/"type"\s*:\s*"excalidraw(\/clipboard|lib)?"/.test(head)) return 'excalidraw'
  if (/tldrawFileFormatVersion|data-tldraw|"type"\s*:\s*"application\/tldraw"|"typeName"\s*:/.test(head))
    return 'tldraw'
  if (/"ocif"\s*:\s*"/.test(head)) return 'ocif'
  if (/"type"\s*:\s*"inkroom/.test(head) || /\.json$/i.test(fileName)) return 'json'
  if (isObsidianNote(text)) return 'excalidraw'
  return diagramFormatOf(text) ?? (/\.(?:md|markdown)$/i.test(fileName) ? 'markdown' : null)
}

/** Diagrams that are written as code: draw.io's XML, a flow chart of Mermaid's. */
export function diagramFormatOf(text: string): 'drawio' | 'mermaid' | null {
  if (/^\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:mxfile|mxGraphModel)[\s>]/.test(text.slice(0, HEAD_LENGTH))) return 'drawio'
  return isMermaid(text) ? 'mermaid' : null
}
