/** What a page that shows a board in a frame may ask of it, and what it is told: docs/EMBEDDING.md. */
import * as z from 'zod/mini'
import type { Role } from '../../protocol/grant.ts'
import { exportFormats } from '../../protocol/http.ts'

/** Grows when what is here means something else than before. */
export const EMBED_VERSION = 1
const MAX_REQUEST_ID_LENGTH = 64
/** Further out than any board reaches. */
const MAX_COORDINATE = 1e9

const coordinate = z.number().check(z.minimum(-MAX_COORDINATE), z.maximum(MAX_COORDINATE))
const extent = z.number().check(z.positive(), z.maximum(MAX_COORDINATE))

const exportRequest = z.strictObject({
  type: z.literal('inkroom:export'),
  /** Comes back with the answer. */
  id: z.string().check(z.minLength(1), z.maxLength(MAX_REQUEST_ID_LENGTH)),
  format: z.enum(exportFormats),
  onlySelection: z._default(z.boolean(), false),
  background: z._default(z.boolean(), true),
  dark: z._default(z.boolean(), false),
  scale: z._default(z.union([z.literal(1), z.literal(2), z.literal(3)]), 1),
})
export type ExportRequest = z.infer<typeof exportRequest>

export const askedOfBoard = z.union([
  exportRequest,
  z.strictObject({ type: z.literal('inkroom:set-view'), fit: z.enum(['all', 'selection']) }),
  z.strictObject({
    type: z.literal('inkroom:set-view'),
    /** In board coordinates. */
    box: z.strictObject({ x: coordinate, y: coordinate, w: extent, h: extent }),
  }),
])

/** `not-loaded`: the board is not here, or no longer open to this link; `busy`: one export at a time. */
export type ExportFailure = 'not-loaded' | 'busy' | 'nothing-there' | 'failed'

export type ToldToParent =
  | { readonly type: 'inkroom:ready'; readonly version: number; readonly room: string }
  | { readonly type: 'inkroom:loaded'; readonly role: Role }
  | { readonly type: 'inkroom:selection'; readonly ids: readonly string[] }
  | { readonly type: 'inkroom:exported'; readonly id: string; readonly format: string; readonly data: Blob }
  | { readonly type: 'inkroom:exported'; readonly id: string; readonly format: string; readonly code: ExportFailure }
