/** The library of this browser, as the room uses it: from the selection or a file into it, and onto the board again. */
import type { ShapeId } from '../../base/ids.ts'
import { signal } from '../../base/signal.ts'
import { visibleBox } from '../../editor/camera/camera.ts'
import type { Editor } from '../../editor/editor.ts'
import { copySelection, parseClipboard } from '../../editor/making/clipboard.ts'
import { centreOf } from '../../geometry/box.ts'
import { boardPoint } from '../../geometry/point.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { ImportedAsset } from '../../interchange/import-result.ts'
import type { Pictures } from '../../session/pictures.ts'
import type { TextMeasurer } from '../../shapes/kind.ts'
import type { Shape } from '../../shapes/registry.ts'
import { type Library, type LibraryItem, readLibrary, withItem, withoutItem } from '../kept/library-store.ts'
import type { RoomModel } from '../room-model.ts'
import type { RoomApi } from '../server/room-api.ts'
import { boardFormatOf } from './board-format.ts'
import { MAX_BOARD_FILE_BYTES } from './files.ts'

interface LibraryOptions {
  readonly editor: Editor
  readonly measure: TextMeasurer
  readonly api: RoomApi
  readonly pictures: Pick<Pictures, 'add'>
  readonly say: RoomModel['say']
  readonly t: Translate
  newId(): ShapeId
  newSeed(): number
  newItemId(): string
}

export function createLibrary(options: LibraryOptions): Library {
  const { editor, measure, api, pictures, say, t, newId, newSeed, newItemId } = options
  const items = signal<readonly LibraryItem[]>(readLibrary())
  // Reading and writing files is loaded when it is needed; the page warms it up while it idles.
  const files = () => import('./board-files.ts')

  const add = async (name: string, shapes: readonly Shape[], assets: ReadonlyMap<string, ImportedAsset>) => {
    const { writeItem } = await import('./library-item.ts')
    const next = withItem(items.value, { id: newItemId(), name, ...writeItem({ shapes, assets, measure }) })
    if (next) items.value = next
    return next !== null
  }
  const report = (isAdded: boolean) => say(t(isAdded ? 'library.added' : 'library.full'), isAdded ? 'good' : 'bad')

  return {
    items,
    async addSelection() {
      const copied = copySelection(editor)
      const shapes = copied && parseClipboard(copied.json)
      if (!shapes || shapes.length === 0) return
      const { fetchAssets } = await files()
      report(await add(copied.text.split('\n')[0].trim().slice(0, 60), shapes, await fetchAssets(shapes, api)))
    },
    async addFile(file) {
      if (file.size > MAX_BOARD_FILE_BYTES) return say(t('import.tooLarge', { name: file.name }), 'bad')
      const text = await file.text()
      const format = boardFormatOf(text, file.name)
      const [{ readBoardFile }, { splitExcalidrawLibrary }] = await Promise.all([
        files(),
        import('../../interchange/excalidraw-library.ts'),
      ])
      const split = splitExcalidrawLibrary(text)
      const scenes = split.ok
        ? split.value.map(({ name, scene }) => ({ name, text: JSON.stringify(scene) }))
        : [{ name: file.name.replace(/\.\w+$/, ''), text }]
      let isAdded = false
      // The first of the file shall be the first in the list.
      for (const { name, text } of scenes.toReversed()) {
        const read = format && readBoardFile(split.ok ? 'excalidraw' : format, text, { newId, newSeed })
        if (!read) return say(t('import.unknown', { name: file.name }), 'bad')
        if (!read.ok) return say(t('import.failed', { reason: read.error.message }), 'bad')
        if (read.value.shapes.length === 0) continue
        isAdded = await add(name, read.value.shapes, read.value.assets)
        if (!isAdded) break
      }
      report(isAdded)
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
      items.value = withoutItem(items.value, id)
    },
  }
}
