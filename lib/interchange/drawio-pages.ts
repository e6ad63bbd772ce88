/** The cells of a draw.io file: pages, compressed or not, as flat records. */
import { Inflate, strFromU8 } from 'fflate'
import { pushTo } from '../base/push-to.ts'
import { markupTokens, unescapeMarkup } from './markup.ts'

export interface DrawioCell {
  readonly id: string
  readonly parent: string
  readonly value: string
  readonly style: ReadonlyMap<string, string>
  readonly isVertex: boolean
  readonly isEdge: boolean
  readonly source: string
  readonly target: string
  readonly link: string
  readonly isHidden: boolean
  readonly geometry: DrawioGeometry
}
export interface DrawioGeometry {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  readonly isRelative: boolean
  readonly sourcePoint: DrawioPoint | null
  readonly targetPoint: DrawioPoint | null
  readonly points: readonly DrawioPoint[]
}
export interface DrawioPoint {
  readonly x: number
  readonly y: number
}
export interface DrawioPage {
  readonly name: string
  readonly cells: readonly DrawioCell[]
}

/** Pages may be small and unpack to anything: once they have unpacked to this much together, no more are read. */
const MAX_UNPACKED_BYTES = 32 * 1024 * 1024
const MAX_PAGES = 200
/** What is packed best grows a thousandfold: the limit holds to four megabytes. */
const PORTION = 4096

/** What `deflate-raw`, base64 and percent signs hide; null when it is damaged or grows too large. */
function unpack(packed: string, room: { bytes: number }): string | null {
  try {
    const bytes = Uint8Array.from(atob(packed.trim()), (letter) => letter.charCodeAt(0))
    const parts: Uint8Array[] = []
    let length = 0
    const inflate = new Inflate((part) => {
      length += part.length
      room.bytes -= part.length
      if (room.bytes < 0) throw new RangeError('too large')
      parts.push(part)
    })
    // In portions, so that the limit holds while it grows.
    for (let at = 0; at < bytes.length; at += PORTION)
      inflate.push(bytes.subarray(at, at + PORTION), at + PORTION >= bytes.length)
    const all = new Uint8Array(length)
    parts.reduce((at, part) => {
      all.set(part, at)
      return at + part.length
    }, 0)
    return decodeURIComponent(strFromU8(all))
  } catch {
    return null
  }
}

interface DrawioPages {
  /** `null` for one that cannot be read. */
  readonly pages: readonly (DrawioPage | null)[]
  /** More than are read. */
  readonly beyond: number
}

export function drawioPages(xml: string): DrawioPages {
  let beyond = 0
  const room = { bytes: MAX_UNPACKED_BYTES }
  const pages: (DrawioPage | null)[] = []
  let name = ''
  let packed = ''
  let isInDiagram = false
  let start = -1
  for (const token of markupTokens(xml)) {
    if (pages.length >= MAX_PAGES) {
      if (token.name === 'open' && token.tag === 'diagram') beyond++
      continue
    }
    if (token.name === 'open' && token.tag === 'diagram') {
      name = unescapeMarkup(token.attributes.get('name') ?? '')
      packed = ''
      isInDiagram = true
    } else if (token.name === 'words' && isInDiagram && start < 0) packed += token.text
    else if (token.name === 'open' && token.tag === 'mxGraphModel' && start < 0) start = token.end
    else if (token.name === 'close' && token.tag === 'mxGraphModel' && start >= 0) {
      pages.push({ name, cells: cellsOf(xml.slice(start, xml.indexOf('</mxGraphModel', start))) })
      start = -1
      packed = ''
      name = ''
      isInDiagram = false
    } else if (token.name === 'close' && token.tag === 'diagram') {
      if (packed.trim() !== '') {
        const inside = room.bytes < 0 ? null : unpack(packed, room)
        pages.push(inside === null ? null : { name, cells: cellsOf(inside) })
      }
      isInDiagram = false
    }
  }
  return { pages, beyond }
}

const styleOf = (written: string): ReadonlyMap<string, string> =>
  new Map(
    written
      .split(';')
      .filter((part) => part !== '')
      .map((part) => {
        const equals = part.indexOf('=')
        return equals < 0 ? (['name', part] as const) : ([part.slice(0, equals), part.slice(equals + 1)] as const)
      }),
  )

const number = (written: string | undefined): number => {
  const read = Number(written ?? 0)
  return Number.isFinite(read) ? read : 0
}

/** The wrapper `object` or `UserObject` carries the words and the link of the cell in it. */
function cellsOf(xml: string): readonly DrawioCell[] {
  const cells: DrawioCell[] = []
  let outer: ReadonlyMap<string, string> | null = null
  let cell: ReadonlyMap<string, string> | null = null
  let geometry: ReadonlyMap<string, string> | null = null
  const points = new Map<string, DrawioPoint[]>()
  const finish = () => {
    if (cell) cells.push(makeCell(cell, outer, geometry, points))
    cell = null
    geometry = null
    points.clear()
  }
  for (const token of markupTokens(xml)) {
    if (token.name === 'open') {
      const { tag, attributes } = token
      if (tag === 'object' || tag === 'UserObject') outer = attributes
      else if (tag === 'mxCell') {
        cell = attributes
        if (token.isEmpty) finish()
      } else if (tag === 'mxGeometry') geometry = attributes
      else if (tag === 'mxPoint') {
        const point = { x: number(attributes.get('x')), y: number(attributes.get('y')) }
        pushTo(points, attributes.get('as') ?? 'points', point)
      }
    } else if (token.name === 'close') {
      if (token.tag === 'mxCell') finish()
      if (token.tag === 'object' || token.tag === 'UserObject') outer = null
    }
  }
  return cells
}

function makeCell(
  cell: ReadonlyMap<string, string>,
  outer: ReadonlyMap<string, string> | null,
  geometry: ReadonlyMap<string, string> | null,
  points: ReadonlyMap<string, readonly DrawioPoint[]>,
): DrawioCell {
  const of = (name: string) => unescapeMarkup(cell.get(name) ?? outer?.get(name) ?? '')
  return {
    id: of('id'),
    parent: of('parent'),
    value: unescapeMarkup(outer?.get('label') ?? cell.get('value') ?? ''),
    style: styleOf(of('style')),
    isVertex: cell.get('vertex') === '1',
    isEdge: cell.get('edge') === '1',
    source: of('source'),
    target: of('target'),
    link: of('link'),
    isHidden: of('visible') === '0',
    geometry: {
      x: number(geometry?.get('x')),
      y: number(geometry?.get('y')),
      w: number(geometry?.get('width')),
      h: number(geometry?.get('height')),
      isRelative: geometry?.get('relative') === '1',
      sourcePoint: points.get('sourcePoint')?.[0] ?? null,
      targetPoint: points.get('targetPoint')?.[0] ?? null,
      points: points.get('points') ?? [],
    },
  }
}
