/** What an export over HTTP may be asked for. What is not understood is refused, never passed over. */
import { z } from 'zod'
import { orientations, pageKinds, paperNames } from '../base/paper.ts'

const MIN_SCALE = 0.05
const MAX_SCALE = 10
/** More would not fit into an address. */
const MAX_IDS = 500
const MAX_LIST_LENGTH = MAX_IDS * 130

const flag = z.enum(['true', '1', 'false', '0']).transform((word) => word === 'true' || word === '1')
const list = z
  .string()
  .max(MAX_LIST_LENGTH)
  .transform((text) => text.split(',').filter((id) => id !== ''))
  .refine((ids) => ids.length > 0 && ids.length <= MAX_IDS)
const scale = z
  .string()
  .min(1)
  .transform(Number)
  .refine((value) => value >= MIN_SCALE && value <= MAX_SCALE)

export const exportQuery = z.strictObject({
  theme: z.enum(['light', 'dark']).default('light').describe('light or dark'),
  dark: flag.default(false).describe('true: the dark theme'),
  background: flag.default(true).describe('false: without the paper'),
  scale: scale.optional().describe(`dots per board pixel, ${MIN_SCALE} to ${MAX_SCALE}`),
  ids: list.optional().describe(`only these shapes, up to ${MAX_IDS}, with commas between them`),
  selection: list.optional().describe('the same as ids'),
  frame: z.string().min(1).optional().describe('only this frame, by its edges'),
  frames: list.optional().describe('only these frames, with commas between them, or all'),
  pages: z.enum(pageKinds).optional().describe('of a PDF: one, or frames, a page for each in the order of the slides'),
  paper: z
    .enum(paperNames)
    .optional()
    .describe(`of a PDF: ${paperNames.join(', ')}`),
  orientation: z
    .enum(orientations)
    .optional()
    .describe(`of the paper: ${orientations.join(', ')}`),
})

/** Each name with what it means, for people. */
export const exportQueryWords: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(exportQuery.shape).map(([name, value]) => [name, value.description ?? '']),
)
