/** Every template in every language: whole, legible, and laid out so that nothing lies over anything by accident. */
import { describe, expect, it } from 'vitest'
import { fromPlainShape, toPlainShape } from '../../../lib/document/plain-shape.ts'
import { type Box, containsBox, grow, unionOf } from '../../../lib/geometry/box.ts'
import { boundsOf } from '../../../lib/geometry/transform.ts'
import type { ArrowShape } from '../../../lib/shapes/arrow.ts'
import { arrowEnds, arrowPath } from '../../../lib/shapes/arrows.ts'
import { contrast, themeColor } from '../../../lib/shapes/color.ts'
import type { ShapeContext } from '../../../lib/shapes/kind.ts'
import { tableMeasurer } from '../../../lib/shapes/measure-table.ts'
import { noteFontSize } from '../../../lib/shapes/note.ts'
import { kindOf, type Shape } from '../../../lib/shapes/registry.ts'
import { plainText } from '../../../lib/shapes/rich-text.ts'
import { templateGroups } from '../../../lib/templates/template.ts'
import { templates } from '../../../lib/templates/templates.ts'
import en from '../../../lib/templates/words/en.json' with { type: 'json' }
import { loadWords, overEnglish, wordLanguages } from '../../../lib/templates/words/words.ts'

const contextOf = (shapes: readonly Shape[]): ShapeContext => {
  const byId = new Map(shapes.map((shape) => [shape.id, shape]))
  return { measure: tableMeasurer, shape: (id) => byId.get(id) }
}
const isPointed = ({ type }: Shape) => type === 'arrow' || type === 'line'
const overlapOf = (a: Box, b: Box) => ({
  w: Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x),
  h: Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y),
})
const meet = (a: Box, b: Box, slack = 1) => {
  const { w, h } = overlapOf(a, b)
  return w > slack && h > slack
}

/** Where words really stand, in board coordinates; null without words. */
function wordsBox(shape: Shape, context: ShapeContext): Box | null {
  const kind = kindOf(shape)
  const place = kind.placement(shape, context)
  const pieces = kind
    .paint(shape, context, 'full')
    .flatMap((primitive) => (primitive.name === 'text' && shape.type !== 'frame' ? primitive.pieces : []))
  return unionOf(
    pieces.map(({ x, baseline, width, fontSize }) => ({
      x: place.x + x,
      y: place.y + baseline - fontSize * 0.8,
      w: width,
      h: fontSize,
    })),
  )
}
const nameOf = (shape: Shape) => `${shape.id} ${plainText(kindOf(shape).text(shape)).slice(0, 20) || shape.type}`

const cases = await Promise.all(wordLanguages.map(async (language) => ({ language, words: await loadWords(language) })))
const built = cases.flatMap(({ language, words }) =>
  templates.map((template) => ({ name: `${template.id} in ${language}`, shapes: template.build(words) })),
)

describe('the words of templates', () => {
  it('stand for every template, and every template has words', () => {
    expect(templates.map(({ id }) => id).sort()).toEqual(
      Object.keys(en)
        .filter((id) => id !== 'gallery')
        .sort(),
    )
    expect(new Set(templates.map(({ group }) => group))).toEqual(new Set(templateGroups))
  })
  it.each(cases)('are whole in $language', ({ words }) => {
    for (const [id, part] of Object.entries(en)) {
      const own = words[id as keyof typeof en] as Readonly<Record<string, string>>
      expect(Object.keys(own).sort()).toEqual(Object.keys(part).sort())
      for (const [key, text] of Object.entries(own)) {
        expect(text.trim(), `${id}.${key}`).not.toBe('')
        const holes = (words: string) => [...words.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort()
        expect(holes(text), `${id}.${key}`).toEqual(holes((part as Record<string, string>)[key]))
      }
    }
  })
  it('are English where a language has none', async () => {
    expect(await loadWords('xx')).toEqual(en)
    expect(overEnglish({ kanban: { todo: 'Offen' } }).kanban).toEqual({ ...en.kanban, todo: 'Offen' })
    expect(overEnglish({ kanban: { todo: 'Offen' } }).swot).toEqual(en.swot)
  })
})

describe.each(built)('$name', ({ shapes }) => {
  const context = contextOf(shapes)
  const placeOf = (shape: Shape) => kindOf(shape).placement(shape, context)
  const solid = shapes.filter((shape) => !isPointed(shape) && shape.type !== 'frame')

  it('is the same after a way through JSON', () => {
    expect(shapes.length).toBeGreaterThan(4)
    const back = JSON.parse(JSON.stringify(shapes.map(toPlainShape))).map(fromPlainShape)
    expect(back).toEqual(shapes)
    expect(new Set(shapes.map(({ id }) => id)).size).toBe(shapes.length)
  })

  it('lies inside its frame', () => {
    const frame = shapes.find(({ type }) => type === 'frame')
    if (!frame) return
    for (const shape of shapes) {
      if (shape === frame) continue
      expect(shape.parent).toBe(frame.id)
      const place = isPointed(shape) ? boundsOf(shape.placement) : placeOf(shape)
      expect(containsBox(grow(frame.placement, 1), place), nameOf(shape)).toBe(true)
    }
  })

  it('has room for its words', () => {
    for (const shape of solid) {
      if (shape.type === 'text') continue
      const { h } = placeOf(shape)
      expect(h, `${nameOf(shape)} grows`).toBeLessThanOrEqual(shape.placement.h + 0.01)
      if (shape.type === 'note') expect(noteFontSize(shape, context)).toBeGreaterThanOrEqual(14)
    }
  })

  it('lets nothing overlap in part, and covers no words', () => {
    const all = solid.map((shape) => ({ shape, box: placeOf(shape), words: wordsBox(shape, context) }))
    const clashes: string[] = []
    all.forEach(({ shape: under, box: a, words }, i) => {
      for (const { shape: over, box: b, words: overWords } of all.slice(i + 1)) {
        const isLaidOn = containsBox(grow(a, 1), b)
        const isPicture = plainText(kindOf(under).text(under)) === '' && plainText(kindOf(over).text(over)) === ''
        const [below, above] = [nameOf(under), nameOf(over)]
        if (!isPicture && meet(a, b) && !isLaidOn) clashes.push(`${below} | ${above}`)
        if (words && over.type !== 'text' && meet(words, b)) clashes.push(`${above} covers the words of ${below}`)
        if (words && meet(words, overWords ?? b)) clashes.push(`${above} on the words of ${below}`)
      }
    })
    expect(clashes).toEqual([])
  })

  it('has arrows that touch their boxes and cross no others', () => {
    const arrows = shapes.filter((shape): shape is ArrowShape => shape.type === 'arrow')
    for (const arrow of arrows) {
      const ends = arrowEnds(arrow, context)
      for (const [binding, end] of [
        [arrow.start, ends.start],
        [arrow.end, ends.end],
      ] as const) {
        const target = binding && context.shape(binding.target)
        expect(target, nameOf(arrow)).toBeTruthy()
        if (!target) continue
        const box = kindOf(target).placement(target, context)
        const reach = 10
        expect(meet(grow(box, reach), { ...end, w: 0, h: 0 }, -0.1), nameOf(arrow)).toBe(true)
        expect(meet(grow(box, -1), { ...end, w: 0, h: 0 }, -0.1), nameOf(arrow)).toBe(false)
      }
      const own = new Set([arrow.start?.target, arrow.end?.target])
      const path = arrowPath(arrow, context)
      const label = wordsBox(arrow, context)
      for (const other of solid) {
        if (own.has(other.id)) continue
        const words = plainText(kindOf(other).text(other)) === '' ? null : placeOf(other)
        if (!words) continue
        const isCrossed = path.some((p) => meet(words, { ...p, w: 0, h: 0 }, -0.1))
        expect(isCrossed, `an arrow crosses ${nameOf(other)}`).toBe(false)
        if (label) expect(meet(label, words), `${nameOf(arrow)} on ${nameOf(other)}`).toBe(false)
      }
      for (const id of own) {
        const target = id && context.shape(id)
        if (target && label) expect(meet(label, kindOf(target).placement(target, context)), nameOf(arrow)).toBe(false)
      }
    }
  })

  it('can be read in the light and in the dark', () => {
    for (const shape of shapes) {
      if (shape.type !== 'geo' && shape.type !== 'text') continue
      if (plainText(shape.text) === '') continue
      const behind = shapes
        .slice(0, shapes.indexOf(shape))
        .filter((under) => under.type === 'geo' && under.fill !== 'transparent')
        .findLast((under) => meet(under.placement, shape.placement))
      const own = shape.type === 'geo' && shape.fill !== 'transparent' ? shape.fill : null
      const paper = own ?? (behind?.type === 'geo' ? behind.fill : '#ffffff')
      for (const theme of ['light', 'dark'] as const) {
        const seen = contrast(themeColor(paper, theme), themeColor(shape.textColor, theme))
        expect(seen, `${nameOf(shape)} in the ${theme}`).toBeGreaterThanOrEqual(4.5)
      }
    }
  })
})
