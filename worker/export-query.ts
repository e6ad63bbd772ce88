/** What an export over HTTP may be asked for; a question that is not understood is refused, never passed over. */
import { fail, ok, type Result } from '../lib/base/result.ts'
import type { Board } from '../lib/document/board.ts'
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
}

const MAX_SCALE = 10
/** More would not fit into an address. */
const MAX_IDS = 500
const KNOWN: ReadonlySet<string> = new Set([
  'theme',
  'dark',
  'background',
  'scale',
  'ids',
  'selection',
  'frame',
  'token',
])
const SWITCH: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false }

export function readExportQuery(
  params: URLSearchParams,
): Result<ExportQuery, { code: 'invalid-query'; message: string }> {
  const refuse = (message: string) => fail('invalid-query', message)
  for (const name of params.keys()) {
    if (!KNOWN.has(name)) return refuse(`"${name.slice(0, 40)}" is not known. Known: ${[...KNOWN].join(', ')}.`)
    if (params.getAll(name).length > 1) return refuse(`${name} is given more than once.`)
  }
  const theme = params.get('theme') ?? 'light'
  if (theme !== 'light' && theme !== 'dark') return refuse('theme is light or dark.')
  const switches = { dark: params.get('dark') ?? 'false', background: params.get('background') ?? 'true' }
  for (const [name, word] of Object.entries(switches))
    if (!Object.hasOwn(SWITCH, word)) return refuse(`${name} is true or false.`)
  const asked = params.get('scale')
  const scale = asked === null ? undefined : Number(asked)
  if (scale !== undefined && !(asked !== '' && scale >= 0.05 && scale <= MAX_SCALE))
    return refuse(`scale is a number from 0.05 to ${MAX_SCALE}.`)
  const listed = params.get('ids') ?? params.get('selection')
  const ids = listed === null ? undefined : listed.split(',').filter((id) => id !== '')
  if (ids && (ids.length === 0 || ids.length > MAX_IDS))
    return refuse(`ids are 1 to ${MAX_IDS} ids of shapes, with commas.`)
  const frame = params.get('frame') ?? undefined
  if (frame !== undefined && ids) return refuse('Either ids or a frame.')
  const isDark = theme === 'dark' || SWITCH[switches.dark]
  return ok({ theme: isDark ? 'dark' : 'light', hasBackground: SWITCH[switches.background], scale, ids, frame })
}

/** The board with only what was asked for; null when something of it is not there. */
export function partOf(board: Board, { ids, frame }: ExportQuery): readonly Shape[] | null {
  const roots = frame === undefined ? ids : [frame]
  if (!roots) return board.shapes
  const wanted = new Set<string>()
  for (const root of roots) {
    const shape = board.shapes.find(({ id }) => id === root)
    if (!shape || (frame !== undefined && shape.type !== 'frame')) return null
    wanted.add(root)
  }
  // Parents may come after their children: until nothing more is found.
  for (let size = -1; size !== wanted.size; ) {
    size = wanted.size
    for (const { id, parent } of board.shapes) if (wanted.has(parent)) wanted.add(id)
  }
  return board.shapes.filter(({ id }) => wanted.has(id))
}
