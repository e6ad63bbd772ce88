/** What an export over HTTP may be asked for. What is not understood is refused, never passed over. */
import * as z from 'zod/mini'
import { orientations, pageKinds, paperNames } from '../base/paper.ts'

const MIN_SCALE = 0.05
const MAX_SCALE = 10
/** More would not fit into an address. */
const MAX_IDS = 500
const MAX_LIST_LENGTH = MAX_IDS * 130

const flag = z.pipe(
  z.enum(['true', '1', 'false', '0']),
  z.transform((word) => word === 'true' || word === '1'),
)
const idsIn = z.pipe(
  z.string().check(z.maxLength(MAX_LIST_LENGTH)),
  z.transform((text) => text.split(',').filter((id) => id !== '')),
)
const list = idsIn.check(z.refine((ids) => ids.length > 0 && ids.length <= MAX_IDS))
const numberIn = z.pipe(z.string().check(z.minLength(1)), z.transform(Number))
const scale = numberIn.check(z.refine((value) => value >= MIN_SCALE && value <= MAX_SCALE))

/** Each name with what it means, for people. */
export const exportQueryWords = {
  theme: 'light or dark',
  dark: 'true: the dark theme',
  background: 'false: without the paper',
  scale: `dots per board pixel, ${MIN_SCALE} to ${MAX_SCALE}`,
  ids: `only these shapes, up to ${MAX_IDS}, with commas between them`,
  selection: 'the same as ids',
  frame: 'only this frame, by its edges',
  frames: 'only these frames, with commas between them, or all',
  pages: 'of a PDF: one, or frames, a page for each in the order of the slides',
  paper: `of a PDF: ${paperNames.join(', ')}`,
  orientation: `of the paper: ${orientations.join(', ')}`,
} as const
export type ExportQueryName = keyof typeof exportQueryWords

export const exportQuery = z.strictObject({
  theme: z._default(z.enum(['light', 'dark']), 'light'),
  dark: z._default(flag, false),
  background: z._default(flag, true),
  scale: z.optional(scale),
  ids: z.optional(list),
  selection: z.optional(list),
  frame: z.optional(z.string().check(z.minLength(1))),
  frames: z.optional(list),
  pages: z.optional(z.enum(pageKinds)),
  paper: z.optional(z.enum(paperNames)),
  orientation: z.optional(z.enum(orientations)),
} satisfies Record<ExportQueryName, z.ZodMiniType>)
