/** What a template is: a pure function from words to shapes. */
import type { Shape } from '../shapes/registry.ts'
import { createPen, type Pen } from './pen.ts'
import type { EnglishWords, Words } from './words/words.ts'

export const templateGroups = ['workshop', 'plan', 'think', 'diagram', 'paper'] as const
export type TemplateGroup = (typeof templateGroups)[number]
export type TemplateId = Exclude<keyof EnglishWords, 'gallery'>

export interface Template {
  readonly id: TemplateId
  readonly group: TemplateGroup
  /** Shapes back to front, around the origin, under ids of their own: `editor.insert` gives new ones. */
  build(words: Words): readonly Shape[]
}

export const defineTemplate = <Id extends TemplateId>(
  id: Id,
  group: TemplateGroup,
  draw: (pen: Pen, words: EnglishWords[Id]) => void,
): Template => ({
  id,
  group,
  build(words) {
    const pen = createPen()
    draw(pen, words[id] as EnglishWords[Id])
    return pen.shapes
  },
})
