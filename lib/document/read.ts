/** Y.Map -> Shape: known type and version, upcasts, field repair. Total: whatever lies in the map, a record comes out. */
import * as Y from 'yjs'
import type { FieldTable } from '../base/fields.ts'
import type { ShapeId } from '../base/ids.ts'
import type { Shape } from '../shapes/registry.ts'
import { type KindTable, tableOf, unknownTable } from './field-tables.ts'
import { TYPE_KEY, VERSION_KEY } from './layout.ts'
import { sameValue } from './same-value.ts'

type Writable = Record<string, unknown>

const plainOf = (stored: unknown): unknown => {
  if (stored instanceof Y.Text) return stored.toDelta()
  if (stored instanceof Y.Map) return Object.fromEntries([...stored].map(([name, value]) => [name, leafOf(value)]))
  return stored instanceof Y.AbstractType ? undefined : stored
}
/** An entry of a map; nothing is read that lies deeper. */
const leafOf = (stored: unknown): unknown =>
  stored instanceof Y.Text ? stored.toDelta() : stored instanceof Y.AbstractType ? undefined : stored

/** The table that reads `type` at `version`; unknown types and newer versions are read as `unknown`. */
function tableFor(type: unknown, version: unknown): KindTable {
  const table = typeof type === 'string' ? tableOf(type) : undefined
  const isNewer = table !== undefined && typeof version === 'number' && version > table.version
  return table && !isNewer ? table : unknownTable
}

/** Stored fields as a Map and a Y.Map both offer them. */
interface StoredFields {
  get(name: string): unknown
  forEach(visit: (value: unknown, name: string) => void): void
}

/** A record from untrusted stored fields. `entries` may be sparse: an absent field has its initial value. */
export const readRecord = (id: ShapeId, entries: Iterable<readonly [string, unknown]>): Shape =>
  recordOf(id, new Map(entries))

/** Reads the fields where they lie: opening a board does this for every shape, so nothing is copied on the way. */
function recordOf(id: ShapeId, stored: StoredFields): Shape {
  const type = stored.get(TYPE_KEY)
  const version = stored.get(VERSION_KEY) ?? 1
  const table = tableFor(type, version)
  const isUpcast = typeof version === 'number' && version >= 1 && version < table.version && type === table.type
  const fields = isUpcast ? upcast(table, version, stored) : stored
  const record: Writable = { ...table.template, id }
  fill(record, table.fields, fields)
  if (table === unknownTable && type !== 'unknown') {
    record.originalType = unknownTable.fields.originalType?.repair(type)
  }
  return record as unknown as Shape
}

/** A stored name may be one that every object has (`constructor`): only the table's own count. */
const fieldNamed = (fields: FieldTable, name: string) => (Object.hasOwn(fields, name) ? fields[name] : undefined)

function fill(record: Writable, fields: FieldTable, stored: StoredFields): void {
  stored.forEach((value, name) => {
    const field = fieldNamed(fields, name)
    if (field) record[name] = field.repair(plainOf(value))
  })
}

function upcast(table: KindTable, from: number, stored: StoredFields): StoredFields {
  const plain = new Map<string, unknown>()
  stored.forEach((value, name) => {
    plain.set(name, plainOf(value))
  })
  let fields: Writable = Object.fromEntries(plain)
  for (let version = from; version < table.version; version++) fields = table.upcasts[version]?.(fields) ?? fields
  return new Map(Object.entries(fields))
}

/** The record of a stored shape. */
export const readShape = (id: ShapeId, stored: Y.Map<unknown>): Shape => recordOf(id, stored)

/** `shape` with only the fields named in `keys` read anew: everything else keeps its identity, for caches. */
export function rereadFields(shape: Shape, stored: Y.Map<unknown>, keys: Iterable<string>): Shape {
  const table = tableOf(shape.type) ?? unknownTable
  const version = stored.get(VERSION_KEY) ?? 1
  if (stored.get(TYPE_KEY) !== shape.type || version !== table.version) return readShape(shape.id, stored)
  const record: Writable = { ...shape }
  for (const name of keys) {
    if (name === TYPE_KEY || name === VERSION_KEY) return readShape(shape.id, stored)
    const field = fieldNamed(table.fields, name)
    if (!field) continue
    const value = stored.has(name) ? field.repair(plainOf(stored.get(name))) : field.initial
    record[name] = field.storage === 'map' ? withKept(value as Writable, record[name] as Writable) : value
  }
  return record as unknown as Shape
}

/** The entries as read, those that are the same as before with their identity. */
function withKept(read: Writable, before: Writable): Writable {
  for (const [name, value] of Object.entries(read)) {
    if (Object.hasOwn(before, name) && sameValue(value, before[name])) read[name] = before[name]
  }
  return read
}
