/** A file that becomes templates of this browser while no board is open, as on the home page. */
import { newShapeId, randomId, systemRandom } from '../../base/ids.ts'
import type { Translate } from '../../i18n/translate.ts'
import { tableMeasurer } from '../../shapes/measure-table.ts'
import { fitting, itemName, type LibraryItem, type LibraryStore } from '../kept/library-store.ts'
import { drawingsIn } from './drawings-in.ts'
import { type ItemWriter, itemWriter } from './library-item.ts'

const ITEM_ID_LENGTH = 21
const newSeed = (): number => new DataView(systemRandom(4).buffer as ArrayBuffer).getUint32(0) >>> 1

interface KeptFileOptions {
  readonly store: LibraryStore
  readonly t: Translate
  /** Paints the pictures: by this browser when left out. */
  readonly write?: ItemWriter
}

/** Keeps what the file holds before the others; what could not be kept, as a sentence. */
export async function keepTemplateFile(file: File, { store, t, write }: KeptFileOptions): Promise<string | null> {
  const drawings = await drawingsIn(file, { t, newId: () => newShapeId(systemRandom), newSeed })
  if (!drawings.ok) return drawings.error
  if (drawings.value.length === 0) return t('import.unknown', { name: file.name })
  const make = write ?? itemWriter(tableMeasurer)
  const items: LibraryItem[] = []
  for (const { name, ...drawing } of drawings.value)
    items.push({ id: randomId(ITEM_ID_LENGTH, systemRandom), name: itemName(name), ...(await make(drawing)) })
  const kept = fitting(items, (await store.items()).length)
  const isKept = kept.length > 0 && (await store.put(kept))
  return isKept && kept.length === items.length ? null : t('templates.full')
}
