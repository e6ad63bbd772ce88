/** The library of this browser, as the room uses it: from the selection or a file into it, and onto the board again. */
import type { ShapeId } from '../../base/ids.ts'
import { signal } from '../../base/signal.ts'
import { visibleBox } from '../../editor/camera/camera.ts'
import type { Editor } from '../../editor/editor.ts'
import { copySelection, parseClipboard } from '../../editor/making/clipboard.ts'
import { centreOf } from '../../geometry/box.ts'
import { boardPoint } from '../../geometry/point.ts'
import type { MessageKey, Translate } from '../../i18n/translate.ts'
import type { Pictures } from '../../session/pictures.ts'
import type { TextMeasurer } from '../../shapes/kind.ts'
import {
  browserLibrary,
  browserTemplates,
  fitting,
  itemName,
  type Library,
  type LibraryItem,
  type LibraryStore,
  MAX_LIBRARY_ITEMS,
} from '../kept/library-store.ts'
import type { RoomApi } from '../server/room-api.ts'
import type { Say } from '../toast.ts'
import { type Drawing, drawingsIn } from './drawings-in.ts'
import type { ItemWriter } from './library-item.ts'

interface LibraryOptions {
  readonly editor: Editor
  readonly measure: TextMeasurer
  readonly api: RoomApi
  readonly pictures: Pick<Pictures, 'add'>
  /** Where it is kept: in this browser when left out. */
  readonly store?: LibraryStore
  /** What is said when something was kept, and when there is no room for it. */
  readonly told?: { readonly added: MessageKey; readonly full: MessageKey }
  /** Paints the pictures: by this browser when left out. */
  readonly write?: ItemWriter
  readonly say: Say
  readonly t: Translate
  newId(): ShapeId
  newSeed(): number
  newItemId(): string
}

/** Things to draw with again, and whole templates. */
export const createLibraries = (options: Omit<LibraryOptions, 'store' | 'told'>) => ({
  library: createLibrary(options),
  templates: createLibrary({ ...options, store: browserTemplates(), told: KEPT_TEMPLATES }),
})

const KEPT_TEMPLATES = { added: 'templates.added', full: 'templates.full' } as const
const KEPT = { added: 'library.added', full: 'library.full' } as const
/** So many are painted and kept at a time. */
const PORTION = 20

export function createLibrary(options: LibraryOptions): Library {
  const {
    editor,
    measure,
    api,
    pictures,
    store = browserLibrary(),
    told = KEPT,
    say,
    t,
    newId,
    newSeed,
    newItemId,
  } = options
  const items = signal<readonly LibraryItem[]>([])
  const loaded = store.items().then((kept) => {
    items.value = kept
  })
  // Reading and writing files is loaded when it is needed; the page warms it up while it idles.
  const files = () => import('./board-files.ts')

  /** Puts items before the others; false when one of them is not kept. */
  const keep = async (added: readonly LibraryItem[]): Promise<boolean> => {
    const kept = fitting(added, items.value.length)
    const isKept = kept.length > 0 && (await store.put(kept))
    if (isKept) items.value = [...kept, ...items.value]
    return isKept && kept.length === added.length
  }
  /**
   * Adds drawings before the others, a portion after the other, each kept and shown as soon as its pictures are painted:
   * the last portion first, so that all lie in their order in the end. What there is no room for is said.
   */
  const add = async (drawings: readonly Drawing[]) => {
    await loaded
    const write = options.write ?? (await import('./library-item.ts')).itemWriter(measure)
    const wanted = drawings.slice(0, Math.max(0, MAX_LIBRARY_ITEMS - items.value.length))
    let isWhole = wanted.length > 0 && wanted.length === drawings.length
    for (let end = wanted.length; end > 0; end -= PORTION) {
      const portion: LibraryItem[] = []
      for (const { name, ...drawing } of wanted.slice(Math.max(0, end - PORTION), end))
        portion.push({ id: newItemId(), name, ...(await write(drawing)) })
      isWhole = (await keep(portion)) && isWhole
    }
    say(t(isWhole ? told.added : told.full), isWhole ? 'good' : 'bad')
  }

  return {
    items,
    async addSelection() {
      const copied = copySelection(editor)
      const shapes = copied && parseClipboard(copied.json)
      if (!shapes || shapes.length === 0) return
      const { fetchAssets } = await files()
      await add([{ name: itemName(copied.text), shapes, assets: await fetchAssets(shapes, api) }])
    },
    async addBoard() {
      const { shapes, title } = editor.document.board
      if (shapes.length === 0) return
      const { fetchAssets } = await files()
      await add([{ name: itemName(title), shapes, assets: await fetchAssets(shapes, api) }])
    },
    async rename(id, name) {
      const item = items.value.find((kept) => kept.id === id)
      if (!item) return
      const renamed = { ...item, name: itemName(name) }
      // Kept anew it is the newest, here as in the store.
      if (await store.put([renamed])) items.value = [renamed, ...items.value.filter((kept) => kept.id !== id)]
      else say(t(told.full), 'bad')
    },
    async addFile(file) {
      const drawings = await drawingsIn(file, { t, newId, newSeed })
      if (!drawings.ok) return say(drawings.error, 'bad')
      await add(drawings.value)
    },
    async insert(item, at) {
      if (editor.isViewer.value) return
      const { readBoardFile, storeAssets } = await files()
      const read = readBoardFile('json', item.board, { newId, newSeed })
      if (!read.ok) return say(t('import.failed', { reason: read.error.message }), 'bad')
      const shapes = await storeAssets(read.value, pictures)
      const to = at ?? centreOf(visibleBox(editor.camera.value, editor.viewport.value))
      editor.insert(shapes, boardPoint(to.x, to.y))
    },
    remove(id) {
      // Gone once it is gone for good: the page may be left the next moment.
      void store.remove(id).then(() => {
        items.value = items.value.filter((item) => item.id !== id)
      })
    },
  }
}
