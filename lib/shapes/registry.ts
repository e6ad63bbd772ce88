/** All shape kinds. Adding a shape is one new file and one line in `Shape` and `shapeKinds`. */
import type { FieldTable } from '../base/fields.ts'
import type { ShapeId } from '../base/ids.ts'
import { type ArrowShape, createArrowKind } from './arrow.ts'
import { type DrawShape, drawKind } from './draw.ts'
import { type FrameShape, frameKind } from './frame.ts'
import { type GeoShape, geoKind } from './geo.ts'
import { type GroupShape, groupKind } from './group.ts'
import { type ImageShape, imageKind } from './image.ts'
import { type AnyShape, baseFields, type ShapeKind } from './kind.ts'
import { type LineShape, lineKind } from './line.ts'
import { type NoteShape, noteKind } from './note.ts'
import { type TableShape, tableKind } from './table/table.ts'
import { type TextShape, textKind } from './text.ts'
import { type UnknownShape, unknownKind } from './unknown.ts'

export type Shape =
  | GeoShape
  | LineShape
  | ArrowShape
  | DrawShape
  | TextShape
  | NoteShape
  | FrameShape
  | GroupShape
  | ImageShape
  | TableShape
  | UnknownShape
export type ShapeType = Shape['type']
type ShapeOfType<T extends ShapeType> = Extract<Shape, { type: T }>

export const shapeKinds: Readonly<Record<ShapeType, ShapeKind>> = {
  geo: geoKind,
  line: lineKind,
  arrow: createArrowKind((target) => kindOf(target)),
  draw: drawKind,
  text: textKind,
  note: noteKind,
  frame: frameKind,
  group: groupKind,
  image: imageKind,
  table: tableKind,
  unknown: unknownKind,
}

export const isShapeType = (type: unknown): type is ShapeType =>
  typeof type === 'string' && Object.hasOwn(shapeKinds, type)

/** The kind of a shape; records of foreign types read as `unknown`. */
export const kindOf = (shape: AnyShape): ShapeKind => shapeKinds[isShapeType(shape.type) ? shape.type : 'unknown']

const tables = new Map<string, FieldTable>(
  Object.values(shapeKinds).map((kind) => [kind.type, { ...baseFields, ...kind.fields }]),
)
/** All fields of a type, base fields first; undefined for a type that this code does not know. */
export const fieldsOf = (type: string): FieldTable | undefined => tables.get(type)

function repairAll(type: ShapeType, id: ShapeId, stored: Readonly<Record<string, unknown>>): Shape {
  const record: Record<string, unknown> = { id, type }
  for (const [name, field] of Object.entries(tables.get(type)!)) {
    const value = Object.hasOwn(stored, name) ? stored[name] : undefined
    record[name] = value === undefined ? field.initial : field.repair(value)
  }
  return record as unknown as Shape
}

/** A new record: the given fields, repaired, and the initial value of every other one. Foreign fields are ignored. */
export const makeShape = <T extends ShapeType>(
  type: T,
  id: ShapeId,
  fields: Partial<Omit<ShapeOfType<T>, 'id' | 'type'>> = {},
): ShapeOfType<T> => repairAll(type, id, fields) as ShapeOfType<T>

/**
 * Reads what is stored of a shape. Total: known types are upcast and repaired, a foreign type or a newer version
 * reads as `unknown` with its base fields.
 */
export function readShape(id: ShapeId, stored: Readonly<Record<string, unknown>>): Shape {
  const { type } = stored
  if (!isShapeType(type) || type === 'unknown') return readUnknown(id, stored)
  const kind = shapeKinds[type]
  let version = typeof stored.v === 'number' && Number.isInteger(stored.v) && stored.v > 0 ? stored.v : 1
  if (version > kind.version) return readUnknown(id, stored)
  let fields: Record<string, unknown> = { ...stored }
  for (; version < kind.version; version++) fields = kind.upcasts?.[version]?.(fields) ?? fields
  return repairAll(type, id, fields)
}

function readUnknown(id: ShapeId, stored: Readonly<Record<string, unknown>>): Shape {
  if (stored.type === 'unknown') return repairAll('unknown', id, stored)
  const originalType = typeof stored.type === 'string' ? stored.type : 'unknown'
  return repairAll('unknown', id, { ...stored, originalType })
}
