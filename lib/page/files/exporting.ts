/** Turns board or selection into a file, here in the browser, so that it works offline too. */
import type { ShapeId } from '../../base/ids.ts'
import type { Canvas } from '../../canvas/canvas.ts'
import type { LongWork } from '../../document/long-work.ts'
import type { Workshop } from '../../document/workshop.ts'
import type { Editor } from '../../editor/editor.ts'
import { withDescendants } from '../../editor/selection/selection.ts'
import { type Box, grow } from '../../geometry/box.ts'
import type { TextFormat } from '../../interchange/text-exports.ts'
import { contentBox } from '../../print/content-box.ts'
import type { TextMeasurer } from '../../shapes/kind.ts'
import type { Shape } from '../../shapes/registry.ts'
import type { ExportOptions } from '../room-model.ts'
import type { RoomApi } from '../server/room-api.ts'
import { ExportRefusal } from './export-refusal.ts'

const PADDING = 16
/** Beyond this browsers give a blank picture. */
const MAX_SIDE = 8192

/** Whole board pixels: a picture that begins between two of them is blurred as a whole. */
function wholePixels({ x, y, w, h }: Box): Box {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  return { x: left, y: top, w: Math.ceil(x + w) - left, h: Math.ceil(y + h) - top }
}

type Scope = Pick<ExportOptions, 'onlySelection' | 'frames'>

interface ExporterOptions {
  readonly editor: Editor
  readonly workshop: Pick<Workshop, 'state'>
  readonly measure: TextMeasurer
  readonly api: RoomApi
  /** Does what takes long. */
  readonly turns: LongWork
}

export function createExporter({ editor, workshop, measure, api, turns }: ExporterOptions) {
  let canvas: Canvas | null = null

  /** What the ink needs and a little air, as in the SVG: how far a kind may paint at most would leave wide borders. */
  const aroundInk = (shapes: readonly Shape[]): Box | null => {
    const { view } = editor
    const box = contentBox(shapes, view.context, (shape) => view.paintBounds(shape as Shape))
    return box && grow(box, PADDING)
  }
  /** What is asked for by itself; null: the whole board. */
  const rootsOf = ({ onlySelection, frames }: Scope): readonly ShapeId[] | null =>
    frames ?? (onlySelection ? editor.selection.value : null)
  /** What is asked for with all that lies in it; null: the whole board. */
  const partOf = (scope: Scope): readonly Shape[] | null => {
    const roots = rootsOf(scope)
    return roots && withDescendants(editor.view, roots, 'all')
  }

  const regionOf = (scope: Scope): { region: Box; only?: ReadonlySet<string> } | null => {
    const roots = rootsOf(scope)
    const shapes = partOf(scope)
    if (!roots || !shapes) {
      const region = aroundInk(editor.view.board.shapes)
      return region ? { region: wholePixels(region) } : null
    }
    const [first, ...others] = roots.flatMap((id) => editor.view.get(id) ?? [])
    // A frame is a picture with its own edges.
    const isFrame = first?.type === 'frame' && others.length === 0
    const region = isFrame ? editor.view.bounds(first) : aroundInk(shapes)
    return region ? { region: wholePixels(region), only: new Set(shapes.map(({ id }) => id)) } : null
  }

  const within = (scale: number, { w, h }: Box) => Math.min(scale, MAX_SIDE / Math.max(w, h, 1))

  const toPng = async (options: ExportOptions): Promise<Blob | null> => {
    const what = regionOf(options)
    if (!what || !canvas) return null
    const scale = within(options.scale, what.region)
    const picture = canvas.render(what.region, {
      scale,
      theme: options.dark ? 'dark' : 'light',
      background: options.background,
      ...(what.only ? { only: what.only } : {}),
    })
    const png = await new Promise<Blob | null>((resolve) => picture.toBlob(resolve, 'image/png'))
    if (!png || !options.embed) return png
    const { withScene } = await import('./embedded-scenes.ts')
    return withScene(png, await sceneOf('json', options), await sceneOf('excalidraw', options))
  }

  const toSvg = async (options: ExportOptions): Promise<Blob | null> => {
    const what = regionOf(options)
    if (!what) return null
    const { board } = editor.document
    const { writeSvg } = await import('./svg-file.ts')
    return writeSvg({
      shapes: what.only ? board.shapes.filter(({ id }) => what.only?.has(id)) : board.shapes,
      context: editor.view.context,
      theme: options.dark ? 'dark' : 'light',
      background: options.background ? board.background || true : false,
      api,
      turns,
      ...(board.title === '' ? {} : { title: board.title }),
      ...(options.embed
        ? { scene: await sceneOf('json', options), excalidraw: await sceneOf('excalidraw', options) }
        : {}),
    })
  }

  const toFile = async (format: 'json' | 'excalidraw', scope: Scope): Promise<Blob> => {
    const { writeBoardFile } = await import('./board-files.ts')
    const part = partOf(scope)
    const { board } = editor.document
    const only = part && new Set(part.map(({ id }) => id))
    return writeBoardFile(format, { board, measure, api, turns, ...(only ? { only } : {}) })
  }

  /** The board as a file inside a picture. */
  const sceneOf = async (format: 'json' | 'excalidraw', scope: Scope): Promise<string> =>
    (await toFile(format, scope)).text()

  const toText = async (format: TextFormat, scope: Scope): Promise<Blob | null> => {
    const { writeTextFile } = await import('./text-file.ts')
    const { title, shapes: all } = editor.document.board
    return writeTextFile({ format, title, shapes: partOf(scope) ?? all, workshop: workshop.state })
  }

  const fromServer = async (options: ExportOptions): Promise<Blob | null> => {
    const { format, dark, background, frames, pages } = options
    const roots = rootsOf(options)
    if (roots?.length === 0) return null
    const query = new URLSearchParams({ dark: String(dark), background: String(background) })
    if (roots) query.set(frames ? 'frames' : 'ids', roots.join(','))
    if (pages && format === 'pdf') {
      query.set('pages', pages.kind)
      query.set('paper', pages.paper)
      query.set('orientation', pages.orientation)
    }
    const url = api.exportUrl(format)
    const response = await fetch(`${url}${url.includes('?') ? '&' : '?'}${query}`, { credentials: 'same-origin' })
    if (!response.ok) throw new ExportRefusal(response.status)
    return response.blob()
  }

  return {
    setCanvas(next: Canvas | null) {
      canvas = next
    },
    scaleOf(options: ExportOptions): number {
      const what = regionOf(options)
      return what ? within(options.scale, what.region) : options.scale
    },
    toBlob(options: ExportOptions): Promise<Blob | null> {
      switch (options.format) {
        case 'png':
          return toPng(options)
        case 'svg':
          return toSvg(options)
        case 'pdf':
        case 'pptx':
          return fromServer(options)
        case 'markdown':
        case 'mermaid':
        case 'csv':
          return toText(options.format, options)
        default:
          return toFile(options.format, options)
      }
    },
  }
}
