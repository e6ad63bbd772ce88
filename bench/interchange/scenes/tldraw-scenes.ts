/** Sixteen drawings for tldraw, made here as what its editor is asked to create. */

export interface TldrawScene {
  readonly name: string
  readonly shapes: readonly object[]
  readonly bindings?: readonly object[]
}

const FORMS = ['rectangle', 'ellipse', 'diamond', 'triangle', 'trapezoid', 'hexagon', 'octagon', 'star', 'rhombus', 'oval', 'cloud', 'heart', 'pentagon', 'arrow-right', 'x-box', 'check-box'] // biome-ignore format: a list of words
const paragraph = (text: string, marks: readonly string[] = []) => ({
  type: 'paragraph',
  content: [{ type: 'text', text, ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {}) }],
})
const rich = (...blocks: readonly object[]) => ({ type: 'doc', content: blocks })
const id = (name: string) => `shape:${name}`
const grid = (i: number, columns = 4) => ({ x: 40 + (i % columns) * 215, y: 30 + Math.floor(i / columns) * 150 })
const geo = (name: string, x: number, y: number, props: object, more: object = {}) => ({
  id: id(name),
  type: 'geo',
  x,
  y,
  props: { geo: 'rectangle', w: 150, h: 100, ...props },
  ...more,
})
const forms = (props: (i: number) => object) =>
  FORMS.map((form, i) => geo(form, grid(i).x, grid(i).y, { geo: form, ...props(i) }))

const arrow = (name: string, x: number, y: number, props: object) => ({ id: id(name), type: 'arrow', x, y, props })
const binding = (from: string, to: string, terminal: 'start' | 'end', props: object = {}) => ({
  type: 'arrow',
  fromId: id(from),
  toId: id(to),
  props: { terminal, normalizedAnchor: { x: 0.5, y: 0.5 }, isExact: false, isPrecise: false, snap: 'none', ...props },
})
/** Two boxes and a bound arrow between them. */
function pair(i: number, props: object, ends: object = {}) {
  const { x, y } = { x: 40 + (i % 2) * 440, y: 30 + Math.floor(i / 2) * 200 }
  return {
    shapes: [
      geo(`a${i}`, x, y, { w: 110, h: 80 }),
      geo(`b${i}`, x + 270, y + 70, { w: 110, h: 80, geo: i % 2 ? 'ellipse' : 'diamond' }),
      arrow(`w${i}`, x, y, { start: { x: 0, y: 0 }, end: { x: 10, y: 10 }, ...props }),
    ],
    bindings: [binding(`w${i}`, `a${i}`, 'start', ends), binding(`w${i}`, `b${i}`, 'end', ends)],
  }
}
const pairs = (name: string, props: (i: number) => object, ends: (i: number) => object = () => ({})): TldrawScene => {
  const all = [0, 1, 2, 3].map((i) => pair(i, props(i), ends(i)))
  return { name, shapes: all.flatMap(({ shapes }) => shapes), bindings: all.flatMap(({ bindings }) => bindings) }
}
const DASHES = ['draw', 'solid', 'dashed', 'dotted']
const SIZES = ['s', 'm', 'l', 'xl']
const FONTS = ['draw', 'sans', 'serif', 'mono']
const HEADS = ['arrow', 'triangle', 'square', 'dot', 'pipe', 'diamond', 'inverted', 'bar']

export const tldrawScenes: readonly TldrawScene[] = [
  { name: 'forms', shapes: forms(() => ({ dash: 'solid' })) },
  { name: 'forms, drawn', shapes: forms((i) => ({ dash: DASHES[i % 4], size: SIZES[i % 4] })) },
  { name: 'forms, filled', shapes: forms((i) => ({ dash: 'solid', fill: ['solid', 'semi', 'pattern', 'fill'][i % 4], color: ['blue', 'red', 'green', 'orange'][i % 4] })) }, // biome-ignore format: one line a scene
  { name: 'forms with words', shapes: forms((i) => ({ dash: 'solid', font: FONTS[i % 4], size: 's', richText: rich(paragraph('Words')) })).slice(0, 12) }, // biome-ignore format: one line a scene
  { name: 'forms, turned and scaled', shapes: forms((i) => ({ dash: 'solid', scale: 1 + (i % 3) / 4 })).map((shape, i) => ({ ...shape, rotation: 0.15 * (i % 5), opacity: 1 - (i % 4) / 8 })).slice(0, 12) }, // biome-ignore format: one line a scene
  { name: 'texts', shapes: FONTS.flatMap((font, i) => SIZES.map((size, k) => ({ id: id(`t${i}${k}`), type: 'text', x: 30 + i * 215, y: 30 + k * 140, props: { font, size, richText: rich(paragraph('Two lines'), paragraph('of text')) } }))) }, // biome-ignore format: one line a scene
  { name: 'texts, aligned', shapes: ['start', 'middle', 'end'].flatMap((textAlign, i) => [true, false].map((autoSize, k) => ({ id: id(`t${i}${k}`), type: 'text', x: 60 + k * 400, y: 40 + i * 190, props: { textAlign, autoSize, w: 260, size: 'm', richText: rich(paragraph('A long first line'), paragraph('short')) } }))) }, // biome-ignore format: one line a scene
  { name: 'rich text', shapes: [{ id: id('r'), type: 'text', x: 60, y: 40, props: { font: 'sans', richText: rich(paragraph('bold words', ['bold']), paragraph('italic words', ['italic']), { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph('first')] }, { type: 'listItem', content: [paragraph('second')] }] }) } }, geo('box', 480, 60, { w: 300, h: 200, font: 'sans', richText: rich(paragraph('plain'), paragraph('bold', ['bold'])) })] }, // biome-ignore format: one line a scene
  { name: 'notes', shapes: ['Short', 'Several words that need a few lines', 'extraordinarylongword'].map((words, i) => ({ id: id(`n${i}`), type: 'note', x: 40 + i * 280, y: 60, props: { color: ['yellow', 'light-blue', 'green'][i], size: SIZES[i], richText: rich(paragraph(words)) } })) }, // biome-ignore format: one line a scene
  { name: 'lines', shapes: [0, 1, 2, 3].map((i) => ({ id: id(`l${i}`), type: 'line', x: 80, y: 60 + i * 140, props: { spline: i % 2 ? 'cubic' : 'line', dash: DASHES[i], points: Object.fromEntries([[0, 0], [180, 70], [360, -20], [560, 60]].map(([x, y], k) => [`a${k + 1}`, { id: `a${k + 1}`, index: `a${k + 1}`, x, y }])) } })) }, // biome-ignore format: one line a scene
  { name: 'arrows, free', shapes: HEADS.map((head, i) => arrow(`h${i}`, 60 + (i % 2) * 420, 60 + Math.floor(i / 2) * 140, { start: { x: 0, y: 0 }, end: { x: 280, y: 50 }, bend: (i % 3) * 30, arrowheadEnd: head, arrowheadStart: HEADS[(i + 3) % 8], dash: DASHES[i % 4] })) }, // biome-ignore format: one line a scene
  pairs('arrows, bound', (i) => ({ dash: 'solid', size: SIZES[i] })),
  pairs('arrows, bound and bent', (i) => ({ dash: 'solid', bend: [40, -40, 90, -110][i] })),
  pairs('arrows, bound to a place', () => ({ dash: 'solid' }), (i) => ({ isPrecise: true, isExact: i > 1, normalizedAnchor: { x: 0.3, y: 0.7 } })), // biome-ignore format: one line a scene
  pairs('arrows, elbow', () => ({ dash: 'solid', kind: 'elbow' })),
  { name: 'frames and groups', shapes: [{ id: id('f'), type: 'frame', x: 60, y: 80, props: { w: 360, h: 260, name: 'Frame' } }, { ...geo('in', 30, 40, { dash: 'solid', w: 420 }), parentId: id('f') }, geo('g1', 520, 100, { dash: 'solid' }), geo('g2', 600, 260, { dash: 'solid', geo: 'ellipse' }, { rotation: 0.4 })] }, // biome-ignore format: one line a scene
]
