/** A shape of a type or version that this code does not know: kept untouched, drawn as a labelled stub. */
import { stringField } from '../base/fields.ts'
import type { ShapeOf } from './kind.ts'

export const unknownFields = { originalType: stringField('unknown', 100) }
export type UnknownShape = ShapeOf<'unknown', typeof unknownFields>
