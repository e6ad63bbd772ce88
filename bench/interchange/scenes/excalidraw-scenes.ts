/** Twenty-four drawings as files of Excalidraw, made here: each kind with each of its looks. */

export interface Scene {
  readonly name: string
  readonly file: object
}
type Element = Readonly<Record<string, unknown>>

export const WIDTH = 900
export const HEIGHT = 640

let nth = 0
const element = (type: string, x: number, y: number, width: number, height: number, more: Element = {}): Element => ({
  id: `${type}${++nth}`,
  type,
  x,
  y,
  width,
  height,
  angle: 0,
  strokeColor: '#1e1e1e',
  backgroundColor: 'transparent',
  fillStyle: 'solid',
  strokeWidth: 2,
  strokeStyle: 'solid',
  roughness: 1,
  opacity: 100,
  groupIds: [],
  frameId: null,
  roundness: null,
  seed: 1_000 + nth,
  version: 1,
  versionNonce: nth,
  isDeleted: false,
  boundElements: null,
  updated: 1,
  link: null,
  locked: false,
  ...more,
})
const BOXES = ['rectangle', 'ellipse', 'diamond'] as const
const boxes = (more: (nth: number) => Element): readonly Element[] =>
  Array.from({ length: 9 }, (_, i) =>
    element(BOXES[i % 3], 60 + (i % 3) * 280, 40 + Math.floor(i / 3) * 190, 200, 130, more(i)),
  )

const text = (x: number, y: number, words: string, more: Element = {}): Element => {
  const fontSize = (more.fontSize as number) ?? 20
  const lineHeight = (more.lineHeight as number) ?? 1.25
  const lines = words.split('\n')
  const width = (more.width as number) ?? Math.max(...lines.map(({ length }) => length)) * fontSize * 0.5
  return element('text', x, y, width, lines.length * fontSize * lineHeight, {
    text: words,
    originalText: words,
    fontSize,
    fontFamily: 5,
    textAlign: 'left',
    verticalAlign: 'top',
    lineHeight,
    containerId: null,
    autoResize: true,
    ...more,
  })
}

/** A box with its words, in lines as the file breaks them. */
function labelled(box: Element, lines: string, more: Element = {}): readonly Element[] {
  const fontSize = (more.fontSize as number) ?? 20
  const height = lines.split('\n').length * fontSize * 1.25
  const width = Math.min(
    (box.width as number) - 10,
    Math.max(...lines.split('\n').map(({ length }) => length)) * fontSize * 0.5,
  )
  const words = text(
    (box.x as number) + ((box.width as number) - width) / 2,
    (box.y as number) + ((box.height as number) - height) / 2,
    lines,
    {
      width,
      height,
      originalText: lines.replaceAll('\n', ' '),
      textAlign: 'center',
      verticalAlign: 'middle',
      containerId: box.id,
      ...more,
    },
  )
  return [{ ...box, boundElements: [{ type: 'text', id: words.id }] }, words]
}

const line = (
  type: 'line' | 'arrow' | 'freedraw',
  x: number,
  y: number,
  points: readonly (readonly number[])[],
  more: Element = {},
): Element => {
  const xs = points.map(([px]) => px)
  const ys = points.map(([, py]) => py)
  return element(type, x, y, Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys), {
    points,
    lastCommittedPoint: null,
    startBinding: null,
    endBinding: null,
    ...(type === 'arrow' ? { startArrowhead: null, endArrowhead: 'arrow', elbowed: false } : {}),
    ...(type === 'line' ? { startArrowhead: null, endArrowhead: null } : {}),
    ...(type === 'freedraw' ? { pressures: [], simulatePressure: true } : {}),
    ...more,
  })
}

/** Corners that give every picture the same frame. */
const corners = (): readonly Element[] =>
  [
    [0, 0],
    [WIDTH - 2, HEIGHT - 2],
  ].map(([x, y]) =>
    element('rectangle', x, y, 2, 2, { roughness: 0, backgroundColor: '#1e1e1e', strokeColor: 'transparent' }),
  )

const scene = (name: string, elements: readonly Element[], files: object = {}): Scene => ({
  name,
  file: {
    type: 'excalidraw',
    version: 2,
    source: 'bench',
    elements: [...elements, ...corners()],
    appState: { viewBackgroundColor: '#ffffff', gridSize: null },
    files,
  },
})

const HEADS = ['arrow', 'bar', 'circle', 'circle_outline', 'triangle', 'triangle_outline', 'diamond', 'diamond_outline']
const CROWS = ['crowfoot_one', 'crowfoot_many', 'crowfoot_one_or_many']

/** Two boxes and an arrow between them, bound as the newer files say it. */
function bound(x: number, y: number, more: Element, points: readonly (readonly number[])[]): readonly Element[] {
  const from = element('rectangle', x, y, 110, 80)
  const to = element('ellipse', x + 260, y + 60, 110, 80)
  const end = (target: Element, share: readonly number[]) => ({
    elementId: target.id,
    focus: 0.1,
    gap: 6,
    fixedPoint: share,
  })
  const arrow = line('arrow', x + 116, y + 40, points, {
    startBinding: end(from, [1.05, 0.5]),
    endBinding: end(to, [-0.05, 0.5]),
    ...more,
  })
  const named = (box: Element) => ({ ...box, boundElements: [{ type: 'arrow', id: arrow.id }] })
  return [named(from), named(to), arrow]
}
const BOUND = [
  [0, 0],
  [140, 60],
]
const wave = (length: number, step: number, height: number) =>
  Array.from({ length }, (_, i) => [i * step, Math.sin(i / 3) * height])

export function excalidrawScenes(picture: string): readonly Scene[] {
  nth = 0
  const fills = ['solid', 'hachure', 'cross-hatch', 'zigzag']
  const image = (x: number, y: number, w: number, h: number, more: Element = {}) =>
    element('image', x, y, w, h, { fileId: 'p', status: 'saved', scale: [1, 1], crop: null, ...more })
  const files = { p: { id: 'p', mimeType: 'image/png', dataURL: picture, created: 1 } }
  const frame = element('frame', 60, 60, 400, 300, { name: 'A frame' })
  const zig = [
    [0, 0],
    [90, 100],
    [180, -20],
    [280, 60],
  ]
  return [
    scene(
      'boxes, plain',
      boxes((i) => ({ roughness: 0, strokeWidth: [1, 2, 4][Math.floor(i / 3)] })),
    ),
    scene(
      'boxes, sketched',
      boxes((i) => ({ roughness: 1 + (i > 4 ? 1 : 0) })),
    ),
    scene(
      'boxes, rounded',
      boxes((i) => ({ roundness: { type: i % 3 === 0 ? 3 : 2 }, roughness: i > 4 ? 0 : 1 })),
    ),
    scene(
      'boxes, dashed and dotted',
      boxes((i) => ({ strokeStyle: i > 4 ? 'dotted' : 'dashed', roughness: i % 2 })),
    ),
    scene(
      'boxes, filled',
      boxes((i) => ({ backgroundColor: '#a5d8ff', fillStyle: fills[i % 4] })),
    ),
    scene('boxes, filled and rounded', boxes((i) => ({ backgroundColor: '#ffc9c9', fillStyle: fills[(i + 1) % 4], roundness: { type: 3 } }))), // biome-ignore format: one line a scene
    scene(
      'boxes, turned',
      boxes((i) => ({ angle: 0.3 * i, opacity: 100 - 6 * i, roughness: i % 3 })),
    ),
    scene('labels', boxes(() => ({ roughness: 0 })).flatMap((box, i) => labelled(box, ['One', 'Two\nwords', 'A label\nof three\nlines'][i % 3], { fontFamily: [5, 6, 8, 2][i % 4] }))), // biome-ignore format: one line a scene
    scene('tight labels', boxes(() => ({ roughness: 0 })).flatMap((box, i) => labelled({ ...box, width: 120, height: 60 }, 'Well-known\nword', { fontSize: 18 + (i % 2) * 2.5 }))), // biome-ignore format: one line a scene
    scene('texts of every font', [5, 6, 8, 2, 3, 7, 1, 9].map((fontFamily, i) => text(60, 30 + i * 72, 'Every letter counts\nin two lines', { fontFamily, fontSize: 24 }))), // biome-ignore format: one line a scene
    scene('texts, sizes and line heights', [16, 20, 28, 36, 22.7].map((fontSize, i) => text(60, 20 + i * 110, 'Line height\nmatters', { fontSize, lineHeight: [1, 1.15, 1.25, 1.5, 2][i] }))), // biome-ignore format: one line a scene
    scene('texts, aligned and turned', ['left', 'center', 'right'].flatMap((textAlign, i) => [text(60, 40 + i * 200, 'A long first line\nshort', { textAlign, width: 170 }), text(480, 40 + i * 200, 'Turned words', { textAlign, angle: 0.4 * (i + 1), width: 120 })])), // biome-ignore format: one line a scene
    scene('lines', [0, 1, 2, 3].flatMap((i) => [line('line', 60, 60 + i * 140, zig, { roughness: i % 3, strokeStyle: ['solid', 'dashed', 'dotted', 'solid'][i] }), line('line', 480, 60 + i * 140, zig, { roundness: { type: 2 }, roughness: i % 3 })])), // biome-ignore format: one line a scene
    scene('closed lines', [0, 1, 2, 3].map((i) => line('line', 80 + (i % 2) * 420, 80 + Math.floor(i / 2) * 290, [...zig, [120, 180], [0, 0]], { backgroundColor: '#b2f2bb', fillStyle: fills[i], roundness: i > 1 ? { type: 2 } : null }))), // biome-ignore format: one line a scene
    scene('arrowheads', [...HEADS, ...CROWS].map((head, i) => line('arrow', 80 + (i % 2) * 420, 40 + Math.floor(i / 2) * 95, [[0, 0], [260, 40]], { endArrowhead: head, startArrowhead: HEADS[(i * 3) % 8], strokeWidth: 1 + (i % 2) }))), // biome-ignore format: one line a scene
    scene('arrows, curved', [0, 1, 2, 3].flatMap((i) => [line('arrow', 60, 70 + i * 140, zig, { roundness: { type: 2 }, roughness: i % 3 }), line('arrow', 480, 40 + i * 140, [[0, 0], [120, 90], [300, 20]], { roundness: { type: 2 } })])), // biome-ignore format: one line a scene
    scene('arrows, bound', [0, 1, 2].flatMap((i) => [...bound(40, 30 + i * 200, { roughness: i }, BOUND), ...bound(480, 30 + i * 200, { strokeStyle: 'dashed' }, BOUND)])), // biome-ignore format: one line a scene
    scene('arrows, bound and curved', [0, 1, 2].flatMap((i) => bound(40 + i * 20, 30 + i * 200, { roundness: { type: 2 } }, [[0, 0], [60, -20 + i * 30], [140, 60]]))), // biome-ignore format: one line a scene
    scene('arrows, elbow', [0, 1, 2].flatMap((i) => bound(40 + i * 160, 30 + i * 200, { elbowed: true, fixedSegments: null, startIsSpecial: null, endIsSpecial: null, roundness: null }, [[0, 0], [70, 0], [70, 60], [140, 60]]))), // biome-ignore format: one line a scene
    scene('arrows with labels', [0, 1, 2].flatMap((i) => { const arrow = line('arrow', 80, 90 + i * 190, [[0, 0], [500, 60 - i * 50]]); const words = text(290, 108 + i * 190 - i * 25, 'a label', { containerId: arrow.id, textAlign: 'center', verticalAlign: 'middle', width: 70 }); return [{ ...arrow, boundElements: [{ type: 'text', id: words.id }] }, words] })), // biome-ignore format: one line a scene
    scene('strokes', [0, 1, 2, 3].map((i) => line('freedraw', 60, 90 + i * 150, wave(90, 8, 30 + i * 10), { strokeWidth: [1, 2, 4, 2][i], simulatePressure: i !== 3, pressures: i === 3 ? wave(90, 1, 0.4).map(([, p]) => 0.5 + p) : [] }))), // biome-ignore format: one line a scene
    scene('frames', [element('rectangle', 100, 120, 480, 90, { frameId: frame.id, backgroundColor: '#ffec99' }), element('ellipse', 120, 250, 120, 80, { frameId: frame.id }), frame, text(560, 400, 'outside')]), // biome-ignore format: one line a scene
    scene('groups', boxes((i) => ({ groupIds: i < 3 ? ['inner', 'outer'] : i < 6 ? ['outer'] : ['alone'], angle: i === 4 ? 0.5 : 0 }))), // biome-ignore format: one line a scene
    scene('pictures', [image(60, 40, 240, 160), image(340, 40, 240, 160, { scale: [-1, 1] }), image(620, 40, 240, 160, { scale: [1, -1] }), image(60, 260, 240, 160, { angle: 0.4 }), image(340, 260, 160, 160, { crop: { x: 40, y: 20, width: 80, height: 80, naturalWidth: 240, naturalHeight: 160 } }), image(620, 260, 200, 200, { roundness: { type: 3 }, opacity: 50 })], files), // biome-ignore format: one line a scene
  ]
}
