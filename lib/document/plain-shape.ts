/** Shapes as plain JSON and back: strokes' bytes become base64. Used by presence, the clipboard and the JSON format. */
import { parseShapeId } from '../base/ids.ts'
import type { Shape } from '../shapes/registry.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { tableOf } from './field-tables.ts'
import { readRecord } from './read.ts'
import { sameValue } from './same-value.ts'

const BYTES_KEY = 'base64'

/** A shape that JSON can carry; fields with their initial value are left out. */
export type PlainShape = Readonly<Record<string, unknown>>

export function toPlainShape(shape: Shape): PlainShape {
  const fields = tableOf(shape.type)?.fields ?? {}
  const plain: Record<string, unknown> = { id: shape.id, type: shape.type }
  for (const [name, value] of Object.entries(shape)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (!field || sameValue(value, field.initial)) continue
    plain[name] = value instanceof Uint8Array ? { [BYTES_KEY]: toBase64(value) } : value
  }
  return plain
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads a plain shape; null when it has no id. Total: everything else is repaired. */
export function fromPlainShape(plain: unknown): Shape | null {
  if (!isRecord(plain)) return null
  const id = parseShapeId(plain.id)
  if (!id) return null
  const entries = Object.entries(plain).map(([name, value]): [string, unknown] => {
    const encoded = isRecord(value) ? value[BYTES_KEY] : undefined
    return [name, typeof encoded === 'string' ? fromBase64(encoded) : value]
  })
  return readRecord(id, entries)
}
