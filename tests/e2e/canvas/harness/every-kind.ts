/** A board with every kind of shape in its looks: rotated, translucent, framed, bound and of a type that nobody knows. */
import * as Y from 'yjs'
import type { ShapeId } from '../../../../lib/base/ids.ts'
import { createBoardDocument } from '../../../../lib/document/create-board-document.ts'
import { tableOf } from '../../../../lib/document/tables.ts'
import { geoForms } from '../../../../lib/shapes/geo-forms.ts'
import type { TextMeasurer } from '../../../../lib/shapes/kind.ts'
import { makeShape, type Shape } from '../../../../lib/shapes/registry.ts'
import { type RichText, richText } from '../../../../lib/shapes/rich-text.ts'
import { encodeStroke } from '../../../../lib/shapes/stroke-points.ts'
import { fillStyles, fonts } from '../../../../lib/shapes/style.ts'

export const IMAGE_ASSET = 'e'.repeat(64)
const FILLS = ['#ffc9c9', '#b2f2bb', '#a5d8ff', 'transparent']
const SCRIPTS = ['Plan the day', 'שלום עולם', 'مرحبا بالعالم', '你好，世界', 'a😀b ✓']

const id = (name: string) => name as ShapeId
const box = (x: number, y: number, w: number, h: number, rotation = 0) => ({ x, y, w, h, rotation })
const wave = (w: number, h: number) =>
  encodeStroke(
    Array.from({ length: 80 }, (_, i) => ({
      x: (i / 79) * w,
      y: (h / 2) * (1 + Math.sin(i / 6)),
      pressure: 0.2 + 0.6 * Math.abs(Math.sin(i / 11)),
    })),
  )

function forms(): Shape[] {
  return geoForms.map((form, i) =>
    makeShape('geo', id(`geo${i}`), {
      placement: box(20 + (i % 9) * 130, 20 + Math.floor(i / 9) * 110, 96, 74, i % 3 === 1 ? i * 0.17 : 0),
      form,
      fill: FILLS[i % 4],
      fillStyle: fillStyles[i % 5],
      look: i % 2 ? 'sketch' : 'clean',
      dash: (['solid', 'dashed', 'dotted'] as const)[i % 3],
      strokeWidth: 1 + (i % 4),
      opacity: i % 5 === 0 ? 0.5 : 1,
      text: i % 4 === 0 ? richText(SCRIPTS[i % 5]) : [],
    }),
  )
}

function writings(): Shape[] {
  const texts = SCRIPTS.flatMap((words, i) => [
    makeShape('text', id(`text${i}`), {
      placement: box(40 + i * 170, 380, 150, 30, i === 1 ? 0.4 : 0),
      text: richText(words),
      font: fonts[i % 4],
      fontSize: 20 + 4 * i,
    }),
    makeShape('note', id(`note${i}`), {
      placement: box(40 + i * 130, 440, 110, 110, i === 2 ? -0.2 : 0),
      text: richText(`${words}\n${words}`),
      opacity: i === 3 ? 0.6 : 1,
    }),
  ])
  const marked: RichText = [
    { insert: 'bold ', attributes: { bold: true } },
    { insert: 'struck ', attributes: { strike: true } },
    { insert: 'code ', attributes: { code: true } },
    { insert: 'link', attributes: { link: 'https://example.org' } },
    { insert: '\n', attributes: { list: 'bullet' } },
  ]
  const placement = box(760, 440, 120, 80)
  return [...texts, makeShape('text', id('marked'), { placement, autoWidth: false, text: marked })]
}

function lines(): Shape[] {
  const bend = [
    { x: 0, y: 0 },
    { x: 60, y: 70 },
    { x: 130, y: 20 },
  ]
  const ends = [bend[0], bend[2]]
  const bound = { target: id('note0'), anchor: { x: 0.5, y: 0.5 }, mode: 'outline' } as const
  const common = { placement: box(0, 0, 130, 70), points: ends } as const
  return [
    makeShape('line', id('line0'), { placement: box(920, 400, 130, 70), points: bend, route: 'curved', closed: true }),
    makeShape('line', id('line1'), { placement: box(920, 480, 130, 70, 0.3), points: bend, dash: 'dashed' }),
    makeShape('arrow', id('arrow0'), { ...common, placement: box(1080, 400, 130, 70), text: richText('leads to') }),
    makeShape('arrow', id('arrow1'), { ...common, placement: box(1080, 480, 130, 70), route: 'curved', points: bend }),
    makeShape('arrow', id('arrow2'), { ...common, placement: box(300, 600, 130, 70), route: 'elbow', start: bound }),
    makeShape('draw', id('pen'), { placement: box(500, 600, 200, 60), strokePoints: wave(200, 60), hasPressure: true }),
    makeShape('draw', id('marker'), {
      placement: box(470, 460, 240, 60, 0.1),
      strokePoints: wave(240, 60),
      brush: 'highlighter',
      stroke: '#ffd43b',
      strokeWidth: 16,
    }),
    makeShape('draw', id('blot'), {
      placement: box(720, 600, 90, 60),
      strokePoints: wave(90, 60),
      closed: true,
      fill: '#d0bfff',
      fillStyle: 'hachure',
    }),
  ]
}

function containers(): Shape[] {
  const inside = (parent: string, nth: number, x: number, y: number) =>
    makeShape('geo', id(`${parent}-${nth}`), {
      parent: id(parent),
      placement: box(x, y, 120, 60, nth * 0.3),
      fill: '#ffec99',
      look: 'sketch',
      opacity: nth === 1 ? 0.5 : 1,
    })
  return [
    makeShape('frame', id('frame'), { placement: box(860, 600, 170, 120, 0.35), name: 'A turned frame' }),
    inside('frame', 0, 830, 590),
    inside('frame', 1, 960, 680),
    makeShape('frame', id('straight'), { placement: box(1080, 590, 150, 130), name: 'Frame', fill: '#e9ecef' }),
    inside('straight', 0, 1060, 580),
    inside('straight', 1, 1180, 690),
    makeShape('group', id('group'), { placement: box(40, 600, 200, 120) }),
    inside('group', 0, 40, 600),
    inside('group', 1, 120, 660),
    makeShape('image', id('image'), { placement: box(560, 690, 120, 80, 0.2), asset: IMAGE_ASSET, flipX: true }),
    makeShape('image', id('loading'), { placement: box(700, 690, 100, 80) }),
  ]
}

function tables(): Shape[] {
  const words = [SCRIPTS.slice(0, 2), SCRIPTS.slice(2, 4)].map((row) => row.map((cell) => richText(cell)))
  const fills = { 'r1:c0': '#b2f2bb', 'r1:c1': '#ffc9c9' }
  return [
    tableOf(id('table'), words, { placement: box(940, 240, 150, 70), fills }),
    tableOf(id('turned'), words, { placement: box(1110, 240, 120, 70, 0.3), opacity: 0.6 }),
  ]
}

/** The bytes of that board. */
export function bytesOfEveryKind(measure: TextMeasurer): Uint8Array {
  const doc = new Y.Doc()
  const document = createBoardDocument({ doc, measure })
  document.dispatch({ name: 'create', shapes: [...forms(), ...writings(), ...lines(), ...containers(), ...tables()] })
  document.close()
  const foreign = new Y.Map<unknown>([
    ['type', 'hologram'],
    ['index', 'a0z'],
    ['placement', box(420, 690, 110, 80)],
  ])
  doc.getMap('shapes').set('hologram', foreign)
  return Y.encodeStateAsUpdate(doc)
}
