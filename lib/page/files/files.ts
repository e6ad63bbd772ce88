/** Files that are dropped, chosen or pasted: images become shapes, board files become boards. */
import { systemClock } from '../../base/clock.ts'
import type { RoomId, ShapeId } from '../../base/ids.ts'
import { err, type Result } from '../../base/result.ts'
import { inTurns, type LongWork, PREPARING } from '../../document/long-work.ts'
import { readRecord } from '../../document/read.ts'
import { visibleBox } from '../../editor/camera/camera.ts'
import type { Editor } from '../../editor/editor.ts'
import { insertShapes } from '../../editor/making/placing.ts'
import { centreOf } from '../../geometry/box.ts'
import { boardPoint, type Point } from '../../geometry/point.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { Pictures } from '../../session/pictures.ts'
import type { Shape } from '../../shapes/registry.ts'
import type { RoomApi } from '../server/room-api.ts'
import type { Say } from '../toast.ts'
import type { RoomAssets } from './assets.ts'
import type { BoardFile } from './board-files.ts'
import { boardFileEndings, boardFormatOf, isPdf, isSvg } from './board-format.ts'
import { prepareImage } from './image-files.ts'
import { createImageTools } from './image-tools.ts'
import { reportOf } from './import-report.ts'
import { pickFiles } from './pick-files.ts'
import { MAX_BOARD_FILE_BYTES, readFileText } from './read-text.ts'

/** A new image takes at most this part of the view. */
const VIEW_SHARE = 0.6
const GAP = 24

interface IntakeOptions {
  readonly editor: Editor
  readonly assets: RoomAssets
  readonly api: Pick<RoomApi, 'assetUrl'>
  readonly pictures: Pick<Pictures, 'add' | 'read'>
  readonly say: Say
  readonly t: Translate
  /** Does what takes long. */
  readonly turns: LongWork
  newId(): ShapeId
  newSeed(): number
}

/** What a file brings, ready to be put on the board at once with what the others bring. */
interface Brought {
  readonly shapes: readonly Shape[]
  /** Middle of it; the middle of the view when left out. */
  readonly at: Point | undefined
  readonly board?: BoardFile
}

export function createFileIntake({ editor, api, assets, pictures, say, t, turns, newId, newSeed }: IntakeOptions) {
  const readImage = async (file: File, at: Point): Promise<{ brought: Brought; width: number } | null> => {
    const prepared = await prepareImage(file)
    if (!prepared.ok) {
      say(t('image.unreadable', { name: file.name }), 'bad')
      return null
    }
    const { asset, bytes, bitmap, size } = prepared.value
    const visible = visibleBox(editor.camera.value, editor.viewport.value)
    const fit = Math.min(1, (visible.w * VIEW_SHARE) / size.w, (visible.h * VIEW_SHARE) / size.h)
    const w = size.w * fit
    const h = size.h * fit
    assets.offer(asset, bitmap)
    const brought = isSvg(file) ? await (await import('./svg-shapes.ts')).keptCode(file) : null
    const shape = readRecord(newId(), [
      ['type', 'image'],
      ['asset', asset],
      ['mimeType', bytes.type],
      ['naturalWidth', size.w],
      ['naturalHeight', size.h],
      ['placement', { x: at.x - w / 2, y: at.y - h / 2, w, h, rotation: 0 }],
      ['alt', file.name.replace(/\.\w+$/, '')],
      ...(brought ? [['brought', brought] as const] : []),
    ])
    // Its bytes are kept here until the server has them; the picture is on the board meanwhile.
    void pictures.add(asset, bytes, file.name)
    return { brought: { shapes: [shape], at }, width: w }
  }

  const failed = (read: Result<BoardFile, { readonly message: string }>): Result<BoardFile, string> =>
    read.ok ? read : err(t('import.failed', { reason: read.error.message }))

  const readText = async (file: File): Promise<Result<BoardFile, string>> => {
    const text = await readFileText(file)
    const format = boardFormatOf(text, file.name)
    if (!format) return err(t('import.unknown', { name: file.name }))
    // Loaded when needed, and warmed while the page idles: most visits never open a file.
    const { readingBoardFile } = await import('./board-files.ts')
    return failed(await inTurns(turns, readingBoardFile(format, text, { newId, newSeed })))
  }

  const readPdf = async (file: File): Promise<Result<BoardFile, string>> => {
    const ending = new AbortController()
    const { signal } = ending
    const cancel = () => ending.abort()
    turns.tell({ ...PREPARING, cancel })
    try {
      const { readPdfFile } = await import('./pdf-file.ts')
      const onPage = (done: number, total: number) => turns.tell({ done, total, cancel })
      const read = await readPdfFile(file, { newId, newSeed, clock: systemClock, signal, onPage })
      return signal.aborted ? err(t('import.cancelled', { name: file.name })) : failed(read)
    } finally {
      turns.tell(null)
    }
  }

  const readBoard = async (file: File, at: Point | undefined): Promise<Brought | null> => {
    const isTooLarge = file.size > MAX_BOARD_FILE_BYTES
    const read = isTooLarge
      ? err(t('import.tooLarge', { name: file.name }))
      : await (isPdf(file) ? readPdf(file) : readText(file))
    if (!read.ok) {
      say(read.error, 'bad')
      return null
    }
    const { storeAssets } = await import('./board-files.ts')
    return { shapes: await storeAssets(read.value, pictures), at, board: read.value }
  }

  /** Null when it has to stay a picture, which is told. */
  const readSvg = async (file: File, at: Point | undefined): Promise<Brought | null> => {
    const [{ readBoardFile, storeAssets }, { isSvgPicture }] = await Promise.all([
      import('./board-files.ts'),
      import('../../interchange/svg/svg-import.ts'),
    ])
    const read = readBoardFile('svg', await readFileText(file), { newId, newSeed })
    if (!read.ok || read.value.shapes.length === 0) return null
    if (isSvgPicture(read.value)) {
      say(reportOf(read.value.added, read.value.skipped, t), 'good')
      return null
    }
    return { shapes: await storeAssets(read.value, pictures), at, board: read.value }
  }

  /** Paper and title come first: what is large may take its time at the end. */
  const putBoard = ({ title, background, comments }: BoardFile, isFirst: boolean) => {
    const { board } = editor.document
    if (background !== '' && isFirst) editor.dispatch({ name: 'set-background', background })
    if (board.title === '' && title !== '') editor.dispatch({ name: 'set-title', title })
    if (comments.length > 0) editor.dispatch({ name: 'batch', commands: comments })
  }

  /** Everything that came together is one step of history, and selected together. */
  const put = (all: readonly Brought[]): void => {
    const { board, afterwards } = editor.document
    const isFirst = board.size === 0
    editor.gesture('files', () => {
      for (const { board } of all) if (board) putBoard(board, isFirst)
      const selected: ShapeId[] = []
      for (const { shapes, at } of all) {
        if (shapes.length === 0) continue
        editor.selection.value = []
        // What is locked in a file is locked here, as over HTTP.
        insertShapes(editor, shapes, { locks: 'keep', ...(at ? { at: boardPoint(at.x, at.y) } : {}) })
        afterwards(() => selected.push(...editor.selection.value))
      }
      afterwards(() => {
        editor.selection.value = selected
      })
    })
    editor.endGesture()
    for (const { board } of all) if (board) say(reportOf(board.added, board.skipped, t), 'good')
    if (!all.some(({ board, at }) => board && !at)) return
    afterwards(() => {
      // A whole board that is selected is a thicket of outlines.
      editor.selection.value = []
      editor.run('view.fit-all')
    })
  }

  const add = async (files: readonly File[], at?: Point, purpose: 'image' | 'board' = 'image'): Promise<void> => {
    if (editor.isViewer.value) return say(t('refused.viewer'), 'bad')
    const middle = centreOf(visibleBox(editor.camera.value, editor.viewport.value))
    const { y } = at ?? middle
    const { sceneInside } = await import('./embedded-scenes.ts')
    let { x } = at ?? middle
    const all: Brought[] = []
    for (const file of files) {
      const isImage = file.type.startsWith('image/')
      const scene = isImage ? await sceneInside(file) : null
      if (isImage && scene === null) {
        // What is dropped or pasted is meant as the picture that it is; a file that is opened, as what is drawn in it.
        const drawing = purpose === 'board' && isSvg(file) ? await readSvg(file, at) : null
        if (drawing) {
          all.push(drawing)
          continue
        }
        const read = await readImage(file, { x, y })
        if (!read) continue
        all.push(read.brought)
        x += read.width + GAP
        continue
      }
      const brought = await readBoard(scene === null ? file : new File([scene], `${file.name}.board`), at)
      if (brought) all.push(brought)
    }
    if (all.length > 0) put(all)
  }

  const keep = async (asset: string, bytes: Blob): Promise<boolean> => {
    await pictures.add(asset, bytes)
    return true
  }
  const bring = async (from: RoomId): Promise<void> => {
    const names = editor
      .selectedLeaves()
      .flatMap((shape) => (shape.type === 'image' && shape.asset ? [shape.asset] : []))
    if (names.length === 0) return
    const { bringImages } = await import('./travelling-images.ts')
    const missing = await bringImages({ from, assets: names, put: keep, store: assets })
    if (missing > 0) say(t('image.leftBehind', { count: missing }), 'bad')
  }

  return {
    add,
    bring,
    images: createImageTools({ editor, assets, pictures, api, say, t, newId, newSeed }),
    choose(purpose: 'image' | 'board', at?: Point) {
      pickFiles({
        accept: purpose === 'image' ? 'image/*' : boardFileEndings,
        isMany: purpose === 'image',
        onPick: (chosen) => void add(chosen, at, purpose),
      })
    },
  }
}
