/** The kinds as the document needs them: all fields, and a record that holds every initial value. */
import type { FieldTable } from '../base/fields.ts'
import type { ShapeKind } from '../shapes/kind.ts'
import { fieldsOf, type Shape, type ShapeType, shapeKinds } from '../shapes/registry.ts'

/** One kind as the document sees it. */
export interface KindTable {
  readonly type: ShapeType
  readonly version: number
  readonly upcasts: NonNullable<ShapeKind['upcasts']>
  readonly fields: FieldTable
  /** Every field at its initial value. Spreading it keeps records small: V8 gives all of them one hidden class. */
  readonly template: Shape
}

function makeTable(type: ShapeType): KindTable {
  const { version, upcasts = {} } = shapeKinds[type]
  const fields = fieldsOf(type) as FieldTable
  const initial = Object.entries(fields).map(([name, { initial }]) => [name, initial])
  const template = { id: '', type, ...Object.fromEntries(initial) } as unknown as Shape
  return { type, version, upcasts, fields, template }
}

const tables = new Map(Object.keys(shapeKinds).map((type) => [type, makeTable(type as ShapeType)]))

export const tableOf = (type: string): KindTable | undefined => tables.get(type)
export const unknownTable: KindTable = tables.get('unknown') as KindTable

/** The field of a kind that holds the texts of its parts; undefined when it has none. */
export const textMapOf = (type: string): string | undefined =>
  Object.entries(tableOf(type)?.fields ?? {}).find(([, { entry }]) => entry?.storage === 'text')?.[0]
