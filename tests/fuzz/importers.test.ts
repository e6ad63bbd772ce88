import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { newShapeId } from '../../lib/base/ids.ts'
import { createBoardDocument } from '../../lib/document/create-board-document.ts'
import { type BoardFormat, boardReaders } from '../../lib/interchange/board-readers.ts'
import { exportExcalidraw } from '../../lib/interchange/excalidraw-export.ts'
import { importExcalidraw } from '../../lib/interchange/excalidraw-import.ts'
import { exportJson } from '../../lib/interchange/json.ts'
import { printSvg } from '../../lib/print/print-svg.ts'
import { tableMeasurer } from '../../lib/shapes/measure-table.ts'
import { fixture } from '../support/document/fixture.ts'
import { type Random, seeded } from '../support/document/random.ts'
import { FUZZ_TIMEOUT_MS, seeds } from '../support/fuzz-run.ts'

const RUNS = 40

const options = (random: Random) => ({
  newId: () => newShapeId((size) => Uint8Array.from({ length: size }, () => random.below(256))),
  newSeed: () => random.below(2 ** 31),
})

/** Of every wrong type: what a field may hold that was edited by hand, cut, or made to hurt. */
const strange: readonly ((random: Random) => unknown)[] = [
  () => null,
  () => true,
  () => '',
  () => 'constructor',
  () => '__proto__',
  () => '\u0000\ud800\u202e',
  () => 'x'.repeat(20_000),
  () => 0,
  () => -1,
  () => 1e308,
  () => -1e308,
  () => 5e-324,
  () => 0.1,
  () => [],
  () => [[]],
  () => [null, [null, 'a'], [1e308, -1e308]],
  () => ({}),
  () => ({ x: null, y: 'a', w: {}, h: [] }),
  () => ({ toString: 'no', valueOf: 1, length: -1 }),
  (random) => Array.from({ length: random.below(300) }, (_, at) => [at, 'a']),
  () => JSON.parse(`${'['.repeat(400)}${']'.repeat(400)}`),
  () => JSON.parse(`${'{"a":'.repeat(400)}1${'}'.repeat(400)}`),
  () => JSON.parse('{"__proto__":{"type":"rectangle"},"constructor":{"prototype":1}}'),
]

type Place = { readonly holder: Record<string, unknown>; readonly key: string }
function placesIn(value: unknown, found: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null || found.length > 20_000) return found
  const holder = value as Record<string, unknown>
  for (const key of Object.keys(holder)) {
    found.push({ holder, key })
    placesIn(holder[key], found)
  }
  return found
}

/** A file with some of its values, names or entries exchanged. */
function damaged(text: string, random: Random): string {
  const file: unknown = JSON.parse(text)
  for (let n = 1 + random.below(8); n > 0; n--) {
    const places = placesIn(file)
    if (places.length === 0) break
    const { holder, key } = random.pick(places)
    const dice = random.next()
    if (dice < 0.7) holder[key] = random.pick(strange)(random)
    else if (dice < 0.8) delete holder[key]
    else if (dice < 0.9) holder[key] = structuredClone(random.pick(places).holder)
    else {
      const other = random.pick(places)
      holder[key] = structuredClone(other.holder[other.key])
    }
  }
  return JSON.stringify(file)
}

const firstVersion = JSON.stringify({
  name: 'Old',
  document: {
    id: 'doc',
    version: 15.5,
    pages: {
      page: {
        id: 'page',
        name: 'Page 1',
        childIndex: 1,
        bindings: { k: { id: 'k', fromId: 'c', toId: 'a', handleId: 'end', distance: 16, point: [0.5, 0.5] } },
        shapes: {
          a: {
            id: 'a',
            type: 'rectangle',
            parentId: 'page',
            childIndex: 1,
            point: [0, 0],
            size: [120, 80],
            rotation: 0,
            style: { color: 'blue', size: 'small', isFilled: true, dash: 'draw', scale: 1 },
            label: 'Box',
            labelPoint: [0.5, 0.5],
          },
          b: {
            id: 'b',
            type: 'draw',
            parentId: 'page',
            childIndex: 2,
            point: [9, 9],
            points: [
              [0, 0, 0.5],
              [5, 5, 0.5],
              [9, 0, 0.5],
            ],
            isComplete: true,
            style: { color: 'red', size: 'large', dash: 'dashed' },
          },
          c: {
            id: 'c',
            type: 'arrow',
            parentId: 'page',
            childIndex: 3,
            point: [200, 9],
            bend: 0.2,
            handles: {
              start: { id: 'start', index: 0, point: [0, 0] },
              end: { id: 'end', index: 1, point: [50, 40], bindingId: 'k' },
              bend: { id: 'bend', index: 2, point: [25, 20] },
            },
            decorations: { end: 'arrow' },
            style: {},
          },
          d: {
            id: 'd',
            type: 'text',
            parentId: 'page',
            childIndex: 4,
            point: [0, 300],
            text: 'words',
            style: { scale: 1, textAlign: 'middle' },
          },
          e: {
            id: 'e',
            type: 'sticky',
            parentId: 'page',
            childIndex: 5,
            point: [0, 400],
            size: [200, 200],
            text: 'note',
            style: {},
          },
        },
      },
    },
    pageStates: {},
    assets: {},
  },
})

const canvas = JSON.stringify({
  nodes: [
    { id: 'a', type: 'text', text: '# One', x: 0, y: 0, width: 200, height: 80, color: '1' },
    { id: 'b', type: 'link', url: 'https://example.org', x: 300, y: 0, width: 200, height: 80 },
    { id: 'c', type: 'file', file: 'note.md', x: 300, y: 200, width: 200, height: 80, color: '#ff0000' },
    { id: 'g', type: 'group', label: 'Group', x: -20, y: -20, width: 600, height: 400 },
  ],
  edges: [{ id: 'e', fromNode: 'a', fromSide: 'right', toNode: 'b', toSide: 'left', toEnd: 'arrow', label: 'to' }],
})
const ocif = JSON.stringify({
  ocif: 'https://canvasprotocol.org/ocif/v0.5',
  nodes: [
    {
      id: 'a',
      position: [0, 0],
      size: [100, 60],
      resource: 'r',
      data: [{ type: '@ocif/node/rect', strokeWidth: 2, strokeColor: '#000000', fillColor: '#ffffff' }],
    },
    { id: 'b', position: [300, 0], size: [100, 60], data: [{ type: '@ocif/node/oval' }] },
    { id: 'c', data: [{ type: '@ocif/node/arrow', start: [100, 30], end: [300, 30], endMarker: 'arrowhead' }] },
  ],
  relations: [{ id: 'e', data: [{ type: '@ocif/rel/edge', start: 'a', end: 'b', node: 'c' }] }],
  resources: [{ id: 'r', representations: [{ 'mime-type': 'text/plain', content: 'Hello' }] }],
})

function ownFile(): string {
  const read = importExcalidraw(fixture('all-kinds.excalidraw'), options(seeded(1)))
  if (!read.ok) throw new Error(read.error.message)
  return JSON.stringify(
    exportJson({ title: 'Own', background: '', shapes: read.value.shapes, comments: () => [] }, read.value.assets),
  )
}

const importers = [
  ['Excalidraw', fixture('all-kinds.excalidraw'), 'excalidraw'],
  ['the first Excalidraw', fixture('first-version.excalidraw'), 'excalidraw'],
  ['a library', fixture('two-items.excalidrawlib'), 'excalidraw'],
  ['tldraw', fixture('all-kinds.tldr'), 'tldraw'],
  ['tldraw with pages', fixture('two-pages.tldr'), 'tldraw'],
  ['tldraw of 2021', firstVersion, 'tldraw'],
  ['our own', ownFile(), 'json'],
  ['JSON Canvas', canvas, 'canvas'],
  ['OCIF', ocif, 'ocif'],
] as const satisfies readonly (readonly [string, string, BoardFormat])[]

describe('DC33 files with wrong types in their fields', () => {
  it.each(importers)(
    'DC33 of %s give a board that can be drawn and written again, or a reason',
    { timeout: FUZZ_TIMEOUT_MS },
    (_, text, format) => {
      let opened = 0
      let runs = 0
      for (const seed of seeds(RUNS, importers.length)) {
        runs++
        const random = seeded(seed)
        try {
          const result = boardReaders[format](damaged(text, random), options(random))
          if (!result.ok) {
            expect(result.error.code).toMatch(/^(wrong-file-type|too-large|not-json)$/)
            continue
          }
          opened++
          const { shapes, added, assets } = result.value
          expect(Number.isInteger(added) && added >= 0).toBe(true)
          const document = createBoardDocument({ doc: new Y.Doc() })
          expect(document.dispatch({ name: 'create', shapes })).toMatchObject({ ok: true })
          const { board } = document
          const svg = printSvg({
            shapes: board.shapes,
            context: { measure: tableMeasurer, shape: board.get },
            theme: 'light',
            background: true,
          })
          expect(svg).not.toMatch(/NaN|Infinity|undefined|\[object/)
          const again = JSON.stringify(exportExcalidraw({ shapes: board.shapes, measure: tableMeasurer, assets }))
          expect(importExcalidraw(again, options(random)).ok).toBe(true)
        } catch (cause) {
          throw new Error(`seed ${seed}`, { cause })
        }
      }
      // Most damage is small: a file is not thrown away for one bad field.
      expect(opened).toBeGreaterThan(runs / 2)
    },
  )
})
