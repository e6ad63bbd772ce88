/** Turns board or selection into a file: pictures from the canvas here, the rest as the server renders it. */
import type { Canvas } from '../../../lib/canvas/canvas.ts'
import type { Editor } from '../../../lib/editor/editor.ts'
import { withDescendants } from '../../../lib/editor/selection.ts'
import { type Box, grow, unionOf } from '../../../lib/geometry/box.ts'
import type { TextMeasurer } from '../../../lib/shapes/kind.ts'
import type { RoomApi } from '../../_ui/room-api.ts'
import type { ExportOptions } from '../../_ui/room-model.ts'
import { writeBoardFile } from './board-files.ts'

const PADDING = 16
/** Beyond this browsers give a blank picture. */
const MAX_SIDE = 8192

interface ExporterOptions {
  readonly editor: Editor
  readonly measure: TextMeasurer
  readonly api: RoomApi
}

export function createExporter({ editor, measure, api }: ExporterOptions) {
  let canvas: Canvas | null = null

  const regionOf = (onlySelection: boolean): { region: Box; only?: ReadonlySet<string> } | null => {
    if (!onlySelection) {
      const region = editor.view.contentBounds()
      return region ? { region: grow(region, PADDING) } : null
    }
    const shapes = withDescendants(editor.view, editor.selection.value, 'all')
    const region = unionOf(shapes.map((shape) => editor.view.paintBounds(shape)))
    return region ? { region: grow(region, PADDING), only: new Set(shapes.map(({ id }) => id)) } : null
  }

  const toPng = async (options: ExportOptions): Promise<Blob | null> => {
    const what = regionOf(options.onlySelection)
    if (!what || !canvas) return null
    const scale = Math.min(options.scale, MAX_SIDE / Math.max(what.region.w, what.region.h, 1))
    const picture = canvas.render(what.region, {
      scale,
      theme: options.dark ? 'dark' : 'light',
      background: options.background,
      ...(what.only ? { only: what.only } : {}),
    })
    return new Promise((resolve) => picture.toBlob(resolve, 'image/png'))
  }

  const toFile = (format: 'json' | 'excalidraw', onlySelection: boolean): Promise<Blob> => {
    const ids = withDescendants(editor.view, editor.selection.value, 'all').map(({ id }) => id)
    const { board } = editor.document
    return writeBoardFile(format, { board, measure, api, ...(onlySelection ? { only: new Set(ids) } : {}) })
  }

  const fromServer = async (format: string): Promise<Blob | null> => {
    const response = await fetch(api.exportUrl(format), { credentials: 'omit' })
    return response.ok ? response.blob() : null
  }

  return {
    setCanvas(next: Canvas | null) {
      canvas = next
    },
    toBlob: (options: ExportOptions): Promise<Blob | null> =>
      options.format === 'png'
        ? toPng(options)
        : options.format === 'json' || options.format === 'excalidraw'
          ? toFile(options.format, options.onlySelection)
          : fromServer(options.format),
  }
}
