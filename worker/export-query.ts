/** Reads the query of an export, and finds the part of the board that it asks for. */
import type { Orientation, PageKind, PaperSize } from '../lib/base/paper.ts'
import { pushTo } from '../lib/base/push-to.ts'
import { fail, ok, type Result } from '../lib/base/result.ts'
import type { Board } from '../lib/document/board.ts'
import { type ExportQueryName, exportQuery, exportQueryWords } from '../lib/protocol/export-query.ts'
import type { Theme } from '../lib/shapes/color.ts'
import type { Shape } from '../lib/shapes/registry.ts'

export interface ExportQuery {
  readonly theme: Theme
  readonly hasBackground: boolean
  /** Dots per board pixel; left out: what suits the format. */
  readonly scale: number | undefined
  /** Only these, with all that lies in them; left out: the whole board. */
  readonly ids: readonly string[] | undefined
  /** The frame whose edges are the picture's. */
  readonly frame: string | undefined
  /** Only these frames, each a page or slide where there are such. */
  readonly frames: readonly string[] | 'all' | undefined
  readonly pages: PageKind
  readonly paper: PaperSize
  readonly orientation: Orientation
}

type Refusal = { code: 'invalid-query'; message: string }
const refuse = (message: string) => fail('invalid-query', message)

function textsOf(params: URLSearchParams): Result<Readonly<Record<string, string>>, Refusal> {
  const texts: Record<string, string> = Object.create(null)
  for (const [name, text] of params) {
    // Whose it is was looked at by the front door.
    if (name === 'token') continue
    if (!Object.hasOwn(exportQueryWords, name))
      return refuse(`"${name.slice(0, 40)}" is not known. Known: ${Object.keys(exportQueryWords).join(', ')}.`)
    if (name in texts) return refuse(`${name} is given more than once.`)
    texts[name] = text
  }
  return ok(texts)
}

export function readExportQuery(params: URLSearchParams, format: string): Result<ExportQuery, Refusal> {
  const texts = textsOf(params)
  if (!texts.ok) return texts
  const read = exportQuery.safeParse({ ...texts.value })
  if (!read.success) {
    const name = read.error.issues[0].path[0] as ExportQueryName
    return refuse(`${name}: ${exportQueryWords[name]}.`)
  }
  const { theme, dark, background, scale, frame, frames, pages, paper, orientation } = read.data
  const ids = read.data.ids ?? read.data.selection
  if ([ids, frame, frames].filter((part) => part !== undefined).length > 1)
    return refuse('One of ids, frame and frames.')
  if (format !== 'pdf' && (pages ?? paper ?? orientation) !== undefined)
    return refuse('pages, paper and orientation are those of a PDF.')
  return ok({
    theme: dark ? 'dark' : theme,
    hasBackground: background,
    scale,
    ids,
    frame,
    frames: frames?.length === 1 && frames[0] === 'all' ? 'all' : frames,
    pages: pages ?? (frames === undefined ? 'one' : 'frames'),
    paper: paper ?? 'fit',
    orientation: orientation ?? 'auto',
  })
}

function rootsOf(board: Board, { ids, frame, frames }: ExportQuery): readonly string[] | undefined {
  if (frame !== undefined) return [frame]
  if (frames !== 'all') return frames ?? ids
  return board.shapes.filter(({ type }) => type === 'frame').map(({ id }) => id)
}

/** The board with only what was asked for; null when something of it is not there. */
export function partOf(board: Board, query: ExportQuery): readonly Shape[] | null {
  const roots = rootsOf(board, query)
  if (!roots) return board.shapes
  if (roots.length === 0) return null
  const onlyFrames = query.ids === undefined
  const byId = new Map<string, Shape>(board.shapes.map((shape) => [shape.id, shape]))
  for (const root of roots) {
    const shape = byId.get(root)
    if (!shape || (onlyFrames && shape.type !== 'frame')) return null
  }
  const within = new Map<string, string[]>()
  for (const { id, parent } of board.shapes) pushTo(within, parent, id)
  const wanted = new Set<string>(roots)
  // What is added here has its turn as well.
  for (const id of wanted) for (const child of within.get(id) ?? []) wanted.add(child)
  return board.shapes.filter(({ id }) => wanted.has(id))
}
