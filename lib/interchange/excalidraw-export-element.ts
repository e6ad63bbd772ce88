/** Our shapes as Excalidraw elements: the fields that all of them share, and the words inside them. */
import { centreOf, type Placement } from '../geometry/box.ts'
import type { Binding } from '../shapes/arrow.ts'
import { plainText, type RichText } from '../shapes/rich-text.ts'
import type { Font } from '../shapes/style.ts'
import { familyOfFont, lineHeightOfFamily } from './excalidraw-style.ts'

export type ExcalidrawElement = { readonly id: string; readonly type: string } & Readonly<Record<string, unknown>>

export interface TextLook {
  readonly textColor: string
  readonly font: Font
  readonly fontSize: number
  readonly align: 'start' | 'center' | 'end'
  readonly verticalAlign: 'top' | 'middle' | 'bottom'
}
interface Common {
  readonly id: string
  readonly opacity: number
  readonly locked: boolean
  readonly link: string
}
interface Membership {
  readonly groupIds: readonly string[]
  readonly frameId: string | null
}

/** Excalidraw wants every field; those of a shape without its own look are its defaults. */
export function element(
  type: string,
  shape: Common,
  { x, y, w, h, rotation }: Placement,
  membership: Membership,
): ExcalidrawElement {
  return {
    id: shape.id,
    type,
    x,
    y,
    width: w,
    height: h,
    angle: rotation,
    strokeColor: '#1e1e1e',
    backgroundColor: 'transparent',
    fillStyle: 'solid',
    strokeWidth: 2,
    strokeStyle: 'solid',
    roughness: 1,
    opacity: Math.round(shape.opacity * 100),
    ...membership,
    roundness: null,
    seed: 1,
    version: 1,
    versionNonce: 1,
    isDeleted: false,
    boundElements: null,
    updated: 1,
    link: shape.link === '' ? null : shape.link,
    locked: shape.locked,
  }
}

export const strokeWords = (shape: {
  readonly stroke: string
  readonly strokeWidth: number
  readonly dash: string
  readonly look: string
  readonly roughness: number
  readonly seed: number
}) => ({
  strokeColor: shape.stroke,
  strokeWidth: shape.strokeWidth,
  strokeStyle: shape.dash,
  roughness: shape.look === 'clean' ? 0 : Math.min(2, Math.max(1, Math.round(shape.roughness))),
  seed: shape.seed,
})

const HALF_SEEN = '80'

/** `semi` is a colour that shines through. */
export function fillWords({ fill, fillStyle }: { readonly fill: string; readonly fillStyle: string }) {
  if (fillStyle !== 'semi') return { backgroundColor: fill, fillStyle }
  return { backgroundColor: fill.length === 7 ? fill + HALF_SEEN : fill, fillStyle: 'solid' }
}

const TEXT_ALIGN = { start: 'left', center: 'center', end: 'right' } as const
const PADDING = 5

export function textWords(look: TextLook, text: RichText) {
  const fontFamily = familyOfFont[look.font]
  return {
    strokeColor: look.textColor,
    text: plainText(text),
    originalText: plainText(text),
    fontSize: look.fontSize,
    fontFamily,
    textAlign: TEXT_ALIGN[look.align],
    verticalAlign: look.verticalAlign,
    lineHeight: lineHeightOfFamily[fontFamily],
    containerId: null,
    autoResize: true,
  }
}

/** The label of a container, as a text bound to it; Excalidraw wraps and places it again when it opens the file. */
export function labelElement(
  container: ExcalidrawElement,
  look: TextLook,
  text: RichText,
  within: Placement,
): ExcalidrawElement {
  const words = textWords(look, text)
  const lines = words.text.split('\n')
  const longest = Math.max(...lines.map((line) => line.length))
  const w = Math.min(Math.max(1, within.w - 2 * PADDING), longest * look.fontSize * 0.6)
  const h = lines.length * look.fontSize * words.lineHeight
  const middle = centreOf(within)
  const common = { id: `${container.id}-label`, opacity: Number(container.opacity) / 100, locked: false, link: '' }
  const membership = { groupIds: container.groupIds as string[], frameId: container.frameId as string | null }
  return {
    ...element(
      'text',
      common,
      { x: middle.x - w / 2, y: middle.y - h / 2, w, h, rotation: within.rotation },
      membership,
    ),
    ...words,
    containerId: container.id,
  }
}

export const bindingWords = (binding: Binding | null, isWritten: (id: string) => boolean) =>
  binding && isWritten(binding.target)
    ? {
        elementId: binding.target,
        focus: 0,
        gap: 5,
        fixedPoint: [binding.anchor.x, binding.anchor.y],
        mode: binding.mode === 'inside' ? 'inside' : 'orbit',
      }
    : null
