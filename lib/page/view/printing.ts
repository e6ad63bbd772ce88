/**
 * Printing prints the board alone: white paper, no controls. Selected frames are a page each, else all is one page. Our own
 * command waits for the pictures; the browser's prints those that are there.
 */
import type { Clock } from '../../base/clock.ts'
import type { AssetSource } from '../../canvas/canvas.ts'
import type { Editor } from '../../editor/editor.ts'
import { withDescendants } from '../../editor/selection/selection.ts'
import { type Box, grow } from '../../geometry/box.ts'
import { contentBox } from '../../print/content-box.ts'
import { DEFAULT_PADDING, printSvg } from '../../print/print-svg.ts'
import type { Shape } from '../../shapes/registry.ts'

/** Pictures that have not come by then are left out. */
const WAIT_FOR_PICTURES_MS = 10_000

interface Sheet {
  readonly region: Box
  readonly shapes: readonly Shape[]
}

/** What goes on which page. */
export function sheetsOf({ view, selection }: Editor): readonly Sheet[] {
  const selected = selection.value.flatMap((id) => view.get(id) ?? [])
  if (selected.length > 0 && selected.every(({ type }) => type === 'frame'))
    return selected.map((frame) => ({ region: view.bounds(frame), shapes: withDescendants(view, [frame.id], 'all') }))
  const { shapes } = view.board
  const box = contentBox(shapes, view.context, (shape) => view.paintBounds(shape as Shape))
  return box ? [{ region: grow(box, DEFAULT_PADDING), shapes }] : []
}

/** The picture as data, at once: while the print dialog opens nothing more is loaded. */
function dataUrlOf(picture: CanvasImageSource & { readonly width: number; readonly height: number }): string {
  const canvas = document.createElement('canvas')
  canvas.width = picture.width
  canvas.height = picture.height
  canvas.getContext('2d')?.drawImage(picture, 0, 0)
  return canvas.toDataURL('image/png')
}

const picturesOn = (sheets: readonly Sheet[]): ReadonlySet<string> =>
  new Set(sheets.flatMap(({ shapes }) => shapes.flatMap((shape) => (shape.type === 'image' ? [shape.asset] : []))))

/** Comes when all of `names` are there, or when waiting is over. */
function whenThere(names: ReadonlySet<string>, assets: AssetSource, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const missing = new Set([...names].filter((name) => name !== ''))
    let stopWaiting = () => {}
    const look = (name: string) => {
      if (assets.image(name, () => look(name))) missing.delete(name)
      if (missing.size > 0) return
      stopWaiting()
      resolve()
    }
    for (const name of [...missing]) look(name)
    if (missing.size === 0) resolve()
    else stopWaiting = clock.after(WAIT_FOR_PICTURES_MS, resolve)
  })
}

interface PrintingOptions {
  readonly view: Window
  readonly editor: Editor
  readonly assets: AssetSource
  readonly clock: Clock
}

export function wirePrinting({ view, editor, assets, clock }: PrintingOptions): () => void {
  const ended = new AbortController()
  const { signal } = ended
  // Always in the page, so that the style sheet knows that a board is what there is to print.
  const paper = view.document.createElement('div')
  paper.dataset.printedBoard = ''
  paper.setAttribute('aria-hidden', 'true')
  view.document.body.append(paper)

  const fill = () => {
    const sheets = sheetsOf(editor)
    const pictures = new Map<string, string>()
    for (const name of picturesOn(sheets)) {
      const picture = assets.image(name, () => {})
      if (picture) pictures.set(name, dataUrlOf(picture))
    }
    const isWide = sheets.every(({ region }) => region.w > region.h)
    const pages = sheets.map(({ region, shapes }) => {
      const look = { theme: 'light' as const, background: false, assets: pictures }
      return printSvg({ ...look, shapes, context: editor.view.context, region })
    })
    paper.innerHTML = `<style>@page { size: ${isWide ? 'landscape' : 'portrait'}; margin: 10mm }</style>${pages.join('')}`
  }
  const empty = () => paper.replaceChildren()
  view.addEventListener('beforeprint', fill, { signal })
  view.addEventListener('afterprint', empty, { signal })
  const media = view.matchMedia('print')
  media.addEventListener('change', () => (media.matches ? fill() : empty()), { signal })
  const unwatch = editor.onAction('file.print', () => {
    void whenThere(picturesOn(sheetsOf(editor)), assets, clock).then(() => !signal.aborted && view.print())
  })
  return () => {
    unwatch()
    ended.abort()
    paper.remove()
  }
}
