/** The style fields that shapes share; each merges on its own when two people restyle at once. */
import { choiceField, type Field, field, numberField } from '../base/fields.ts'
import { keptBreaksField } from './kept-breaks.ts'

/** `transparent`, or lower-case `#rrggbb` / `#rrggbbaa`: always the light-theme colour. */
export type Color = string
const HEX = /^#([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i

export const colorField = (initial: Color): Field<Color> =>
  field(initial, (stored) => {
    if (stored === 'transparent') return stored
    if (typeof stored !== 'string' || !HEX.test(stored)) return initial
    const hex = stored.toLowerCase()
    return hex.length === 4 ? `#${hex[1]}${hex[1]}${hex[2]}${hex[2]}${hex[3]}${hex[3]}` : hex
  })

export const INK = '#1e1e1e'
/** What a line takes, in font sizes, unless a text says otherwise. */
export const LINE_HEIGHT = 1.25
export const LABEL_PADDING = 8
export const fonts = ['hand', 'sans', 'serif', 'mono'] as const
export type Font = (typeof fonts)[number]
export const fillStyles = ['solid', 'semi', 'hachure', 'cross-hatch', 'zigzag'] as const
export type FillStyle = (typeof fillStyles)[number]

/** Outline and inside. */
export const strokeFields = {
  stroke: colorField(INK),
  strokeWidth: numberField({ initial: 2, min: 0, max: 200 }),
  dash: choiceField(['solid', 'dashed', 'dotted'], 'solid'),
  /** `clean` draws exact outlines, `sketch` hand-drawn ones (roughjs). */
  look: choiceField(['clean', 'sketch'], 'sketch'),
  /** How wild a sketch is: 0 to 3. */
  roughness: numberField({ initial: 1, min: 0, max: 3 }),
  seed: numberField({ initial: 1, min: 0, max: 2 ** 31 - 1 }),
}
export const fillFields = {
  fill: colorField('transparent'),
  fillStyle: choiceField(fillStyles, 'solid'),
  corners: choiceField(['sharp', 'round'], 'round'),
}
export const textStyleFields = {
  textColor: colorField(INK),
  font: choiceField(fonts, 'hand'),
  /** Pixels at 100 %. */
  fontSize: numberField({ initial: 20, min: 4, max: 1000 }),
  align: choiceField(['start', 'center', 'end'], 'center'),
  verticalAlign: choiceField(['top', 'middle', 'bottom'], 'middle'),
  /** Of a line, in font sizes. */
  lineHeight: numberField({ initial: LINE_HEIGHT, min: 0.5, max: 4 }),
  breaks: keptBreaksField,
}
/** How a label lies in a box; what came from another program keeps that program's air. */
export const labelFields = {
  /** Pixels between outline and words. */
  labelPadding: numberField({ initial: LABEL_PADDING, min: 0, max: 200 }),
  /** `form`: in the part that the form leaves for words; `box`: in the whole box. */
  labelArea: choiceField(['form', 'box'], 'form'),
}
export const opacityField = numberField({ initial: 1, min: 0, max: 1 })
