/** Where the records lie in a tldraw file, and in the HTML and the text of its clipboard. */
import { decompressLzString } from './lz-string.ts'
import { isJson, type Json, json as jsonOf, list, parseJson } from './reading.ts'

/** The records of a file, or those of a snapshot or a clipboard's content as if they were one. */
export function recordsOf(file: Json): readonly unknown[] | null {
  const stored = file.records ?? snapshotRecords(file)
  if (Array.isArray(stored)) return stored
  const content = clipboardContent(file)
  if (!Array.isArray(content.shapes)) return null
  const named = (typeName: string, stored: unknown) => list(stored).map((record) => ({ ...jsonOf(record), typeName }))
  return [...named('shape', content.shapes), ...named('binding', content.bindings), ...named('asset', content.assets)]
}

/** What programs keep that tldraw is part of: its store by ids, by itself or as a document, and the rooms of its server. */
function snapshotRecords(file: Json): readonly unknown[] | null {
  const holder = [file, jsonOf(file.document), jsonOf(file.snapshot), jsonOf(jsonOf(file.snapshot).document)]
  const store = holder.find(({ store }) => isJson(store))?.store
  if (isJson(store)) return Object.values(store)
  return Array.isArray(file.documents) ? file.documents.map((document) => jsonOf(document).state) : null
}

function clipboardContent(file: Json): Json {
  if (file.type !== 'application/tldraw') return file
  const data = jsonOf(file.data)
  if (typeof data.otherCompressed !== 'string') return data
  const other = parseJson(decompressLzString(data.otherCompressed) ?? '')
  return { ...(other.ok ? jsonOf(other.value) : {}), assets: data.assets }
}

const CLIPBOARD = '<div data-tldraw'
const ENTITIES: Readonly<Record<string, string>> = { quot: '"', '#39': "'", lt: '<', gt: '>', amp: '&' }

/** The JSON inside the clipboard's HTML; older versions compressed all of it. Other text passes through. */
export function clipboardText(text: string): string {
  const div = text.indexOf(CLIPBOARD)
  const start = div < 0 ? -1 : text.indexOf('>', div)
  const end = start < 0 ? -1 : text.indexOf('</div>', start)
  if (end < 0) return text
  const inner = text
    .slice(start + 1, end)
    .replace(/&(quot|#39|lt|gt|amp);/g, (_, name: string) => ENTITIES[name])
    .trim()
  return inner.startsWith('{') ? inner : (decompressLzString(inner) ?? inner)
}
