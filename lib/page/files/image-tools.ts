/** One image of the board as a file: another file takes its place, or it is saved as one. */
import { cutText } from '../../base/clean-text.ts'
import type { ShapeId } from '../../base/ids.ts'
import type { Editor } from '../../editor/editor.ts'
import { imageTarget } from '../../editor/selection/image-target.ts'
import { centreOf } from '../../geometry/box.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { Pictures } from '../../session/pictures.ts'
import type { RoomApi } from '../server/room-api.ts'
import type { Say } from '../toast.ts'
import type { RoomAssets } from './assets.ts'
import { isSvg } from './board-format.ts'
import { prepareImage } from './image-files.ts'
import { pickFiles } from './pick-files.ts'
import { saveBlob } from './save-blob.ts'

interface ImageToolOptions {
  readonly editor: Editor
  readonly assets: RoomAssets
  readonly pictures: Pick<Pictures, 'add' | 'read'>
  readonly api: Pick<RoomApi, 'assetUrl'>
  readonly say: Say
  readonly t: Translate
  newId(): ShapeId
  newSeed(): number
}

/** Of a saved file, without its ending. */
const MAX_NAME_LENGTH = 80
const WHOLE = { x: 0, y: 0, w: 1, h: 1 }
/** `image/svg+xml` is an `.svg`. */
const endingOf = (mimeType: string): string => mimeType.split('/')[1]?.split('+')[0] || 'png'

export function createImageTools({ editor, assets, pictures, api, say, t, newId, newSeed }: ImageToolOptions) {
  /** Puts `file` in the place of an image: as wide as that was, around the same middle. */
  async function replace(id: ShapeId, file: File): Promise<void> {
    const prepared = await prepareImage(file)
    if (!prepared.ok) return say(t('image.unreadable', { name: file.name }), 'bad')
    const brought = isSvg(file) ? await (await import('./svg-shapes.ts')).keptCode(file) : null
    // It may have been changed or deleted while the file was read.
    const shape = editor.document.board.get(id)
    if (shape?.type !== 'image' || editor.isViewer.value) return
    const { asset, bytes, bitmap, size } = prepared.value
    assets.offer(asset, bitmap)
    const { placement } = shape
    const h = (placement.w * size.h) / size.w
    const patch = {
      asset,
      mimeType: bytes.type,
      naturalWidth: size.w,
      naturalHeight: size.h,
      crop: WHOLE,
      brought,
      placement: { ...placement, y: centreOf(placement).y - h / 2, h },
    }
    editor.dispatch({ name: 'update', patches: [{ id, patch }] })
    void pictures.add(asset, bytes, file.name)
  }
  return {
    replaceImage() {
      const shape = imageTarget(editor)
      if (!shape) return
      pickFiles({ accept: 'image/*', isMany: false, onPick: ([file]) => file && void replace(shape.id, file) })
    },
    /** The drawing that a picture was, as shapes in its place. */
    async imageToShapes(): Promise<void> {
      const image = imageTarget(editor)
      const { shapesOfPicture } = await import('./svg-shapes.ts')
      const shapes = image ? shapesOfPicture(image, { newId, newSeed }) : null
      if (!image || !shapes || editor.document.board.get(image.id) !== image) return
      const commands = [
        { name: 'delete', ids: [image.id] },
        { name: 'create', shapes },
      ] as const
      if (!editor.dispatch({ name: 'batch', commands }).ok) return
      const made = new Set<string>(shapes.map(({ id }) => id))
      editor.selection.value = shapes.flatMap(({ id, parent }) => (made.has(parent) ? [] : [id]))
    },
    /** Saves the whole picture as it came, also what was cropped away. */
    async downloadImage(): Promise<void> {
      const shape = imageTarget(editor)
      if (!shape?.asset) return
      try {
        const blob = (await pictures.read(shape.asset)) ?? (await (await fetch(api.assetUrl(shape.asset))).blob())
        saveBlob(
          blob,
          `${cutText(shape.alt, MAX_NAME_LENGTH) || t('shape.image')}.${endingOf(blob.type || shape.mimeType)}`,
        )
      } catch {
        // No network, and not in this browser.
        say(t('image.noDownload'), 'bad')
      }
    },
  }
}
