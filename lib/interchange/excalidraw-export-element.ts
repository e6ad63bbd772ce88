/** Our shapes as Excalidraw elements: the fields that all of them share, and the words inside them. */
import type { Box, Placement } from '../geometry/box.ts'
import { placeLocalBox } from '../geometry/transform.ts'
import type { Binding } from '../shapes/arrow.ts'
import type { RichText } from '../shapes/rich-text.ts'
import type { Font } from '../shapes/style.ts'
import { markedText } from '../shapes/text-layout.ts'
import { familyFor } from './excalidraw-brought.ts'
import { isJson, type Json } from './reading.ts'

export type ExcalidrawElement = { readonly id: string; readonly type: string } & Readonly<Record<string, unknown>>

export interface TextLook {
  readonly textColor: string
  readonly font: Font
  readonly fontSize: number
  readonly align: 'start' | 'center' | 'end'
  readonly verticalAlign: 'top' | 'middle' | 'bottom'
  readonly lineHeight: number
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

export interface WrappedText {
  readonly lines: readonly string[]
  readonly width: number
  readonly height: number
}

/** `wrapped`: as it is broken here; the words without breaks go along for whoever edits it. */
export function textWords(look: TextLook, text: RichText, wrapped: WrappedText, kept: Json) {
  return {
    strokeColor: look.textColor,
    text: wrapped.lines.join('\n'),
    originalText: markedText(text),
    fontSize: look.fontSize,
    fontFamily: familyFor(look.font, kept),
    textAlign: TEXT_ALIGN[look.align],
    verticalAlign: look.verticalAlign,
    lineHeight: look.lineHeight,
    containerId: null,
    autoResize: true,
  }
}

/** Where a label lies: its box, turned with what it is in. */
export interface LabelPlace {
  readonly wrapped: WrappedText
  /** The room for it, in the pixels of `within`. */
  readonly box: Box
  readonly within: Placement
}

/** The label of a container, as a text bound to it, just where it is drawn here. */
export function labelElement(
  container: ExcalidrawElement,
  look: TextLook,
  text: RichText,
  { wrapped, box, within }: LabelPlace,
  kept: Json,
): ExcalidrawElement {
  const { width: w, height: h } = wrapped
  const slack = { x: box.w - w, y: box.h - h }
  const local = {
    x: box.x + slack.x * { start: 0, center: 0.5, end: 1 }[look.align],
    y: box.y + slack.y * { top: 0, middle: 0.5, bottom: 1 }[look.verticalAlign],
    w,
    h,
  }
  const id = `${container.id}-label`
  const opacity = typeof kept.opacity === 'number' ? kept.opacity / 100 : 1
  const common = { id, opacity, locked: kept.locked === true, link: typeof kept.link === 'string' ? kept.link : '' }
  const turn = container.type === 'arrow' ? { rotation: 0 } : {}
  const membership = { groupIds: container.groupIds as string[], frameId: container.frameId as string | null }
  return {
    // Words on an arrow are level, however it is turned.
    ...element('text', common, { ...placeLocalBox(within, local), ...turn }, membership),
    ...textWords(look, text, wrapped, kept),
    ...(isJson(kept.customData) ? { customData: kept.customData } : {}),
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
