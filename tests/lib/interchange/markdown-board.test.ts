import { expect, it } from 'vitest'
import { newShapeId } from '../../../lib/base/ids.ts'
import { importMarkdown } from '../../../lib/interchange/markdown-board.ts'
import { boardFormatOf } from '../../../lib/page/files/board-format.ts'
import { tableMeasurer } from '../../../lib/shapes/measure-table.ts'
import { kindOf, type Shape } from '../../../lib/shapes/registry.ts'
import { plainText } from '../../../lib/shapes/rich-text.ts'
import { seeded } from '../../support/document/random.ts'

const random = seeded(5)
const options = {
  newId: () => newShapeId((size) => Uint8Array.from({ length: size }, () => random.below(256))),
  newSeed: () => random.below(1000),
}
function shapesOf(markdown: string): readonly Shape[] {
  const read = importMarkdown(markdown, options)
  if (!read.ok) throw new Error(read.error.message)
  return read.value.shapes
}
const wordsIn = (shape: Shape) => plainText(kindOf(shape).text(shape))

const NOTES = `---
tags: [a]
---
# Plan *of* all

Some **strong** words
- one
- two

| Name | Sum |
|------|----:|
| Ada  | 1   |
| Bob | 2 |
After it

\`\`\`js
const a = '|'
# no heading
\`\`\`
`

it('DC73 headings, texts, tables and code lie below one another, none on another', () => {
  const shapes = shapesOf(NOTES)
  expect(shapes.map((shape) => [shape.type, wordsIn(shape)])).toEqual([
    ['text', 'Plan of all'],
    ['text', 'Some strong words\none\ntwo\n'],
    ['table', 'Name\tSum\nAda\t1\nBob\t2'],
    ['text', 'After it'],
    ['text', "const a = '|'\n# no heading"],
  ])
  expect(shapes[0]).toMatchObject({
    fontSize: 36,
    text: [{ attributes: { bold: true } }, { attributes: { italic: true } }, {}],
  })
  expect(shapes[4]).toMatchObject({ font: 'mono', align: 'start' })
  const context = { measure: tableMeasurer, shape: () => undefined }
  let bottom = Number.NEGATIVE_INFINITY
  for (const shape of shapes) {
    const { y, h } = kindOf(shape).placement(shape, context)
    expect(y).toBeGreaterThan(bottom)
    bottom = y + h
  }
})

it('DC73 what only looks like a table, a fence or a heading is words', () => {
  expect(shapesOf('a | b\nc | d\n#no\n\\# no').map(wordsIn)).toEqual(['a | b\nc | d\n#no\n# no'])
  expect(shapesOf('```\nnever closed').map(wordsIn)).toEqual(['never closed'])
  expect(importMarkdown('  \n\n', options)).toMatchObject({ error: { code: 'wrong-file-type' } })
  expect(importMarkdown('a'.repeat(2_000_001), options)).toMatchObject({ error: { code: 'too-large' } })
})

it('DC73 a note of Markdown is opened by its name, and one that holds a drawing as that drawing', () => {
  expect(boardFormatOf('# Hi', 'a.md')).toBe('markdown')
  expect(boardFormatOf('# Hi', 'a.txt')).toBeNull()
  expect(boardFormatOf('---\nexcalidraw-plugin: parsed\n---\n```json\n{}\n```', 'a.md')).toBe('excalidraw')
})
