/** Renders a room's snapshot as a file; pictures are light unless `?theme=dark` asks otherwise. */
import { assertNever } from '../../../lib/base/assert.ts'
import type { Board } from '../../../lib/document/board.ts'
import { writeDataUrl } from '../../../lib/interchange/data-url.ts'
import { exportExcalidraw } from '../../../lib/interchange/excalidraw-export.ts'
import type { ImportedAsset } from '../../../lib/interchange/import-result.ts'
import { exportJson } from '../../../lib/interchange/json.ts'
import { printSvg } from '../../../lib/print/print-svg.ts'
import type { Theme } from '../../../lib/shapes/color.ts'
import { tableMeasurer } from '../../../lib/shapes/measure-table.ts'
import { openSnapshot } from './open-snapshot.ts'
import { pdfOf, pngOf } from './picture.ts'
import { problem } from './problem.ts'
import type { RoomServer } from './room-server.ts'

export const exportFormats = ['json', 'excalidraw', 'svg', 'png', 'pdf'] as const
export type ExportFormat = (typeof exportFormats)[number]

export const isExportFormat = (format: string): format is ExportFormat =>
  exportFormats.some((known) => known === format)

interface Rendered {
  readonly mimeType: string
  readonly extension: string
  readonly body: string | Uint8Array<ArrayBuffer>
}
type Assets = ReadonlyMap<string, ImportedAsset>

async function render(format: ExportFormat, board: Board, assets: Assets, theme: Theme): Promise<Rendered> {
  switch (format) {
    case 'json':
      return {
        mimeType: 'application/json',
        extension: 'inkroom.json',
        body: JSON.stringify(exportJson(board, assets)),
      }
    case 'excalidraw': {
      const { shapes, background } = board
      const paper = background === '' ? {} : { background }
      const file = exportExcalidraw({ shapes, measure: tableMeasurer, assets, ...paper })
      return {
        mimeType: 'application/vnd.excalidraw+json',
        extension: 'excalidraw',
        body: JSON.stringify(file, null, 2),
      }
    }
    case 'svg':
      return { mimeType: 'image/svg+xml', extension: 'svg', body: svgOf(board, assets, theme) }
    case 'png':
      return { mimeType: 'image/png', extension: 'png', body: await pngOf({ board, assets, theme }) }
    case 'pdf':
      return { mimeType: 'application/pdf', extension: 'pdf', body: await pdfOf({ board, assets, theme }) }
    default:
      return assertNever(format)
  }
}

const svgOf = (board: Board, assets: Assets, theme: Theme): string =>
  printSvg({
    shapes: board.shapes,
    context: { measure: tableMeasurer, shape: board.get },
    theme,
    background: board.background || true,
    assets: new Map([...assets].map(([name, asset]) => [name, writeDataUrl(asset)])),
    ...(board.title === '' ? {} : { title: board.title }),
  })

/** Answers `GET /api/rooms/:id/export/:format`. */
export async function exportBoard(request: Request, format: string, server: RoomServer): Promise<Response> {
  if (!isExportFormat(format)) return problem('unknown-format', `Known formats: ${exportFormats.join(', ')}.`)
  const snapshot = await server.snapshot()
  if (!snapshot.ok) return snapshot.error
  if (!snapshot.value) return problem('room-not-found', 'There is no such room.')
  const opened = openSnapshot(snapshot.value)
  if (!opened) return problem('board-unreadable', 'The board that the server holds cannot be read.')
  const { board, doc } = opened
  try {
    const theme = new URL(request.url).searchParams.get('theme') === 'dark' ? 'dark' : 'light'
    const rendered = await render(format, board, await imagesOf(board, server), theme)
    return new Response(rendered.body, { headers: headersOf(rendered, board.title) })
  } finally {
    opened.close()
    doc.destroy()
  }
}

async function imagesOf(board: Board, server: RoomServer): Promise<Assets> {
  const names = new Set<string>()
  for (const shape of board.shapes) if (shape.type === 'image' && shape.asset !== '') names.add(shape.asset)
  const assets = new Map<string, ImportedAsset>()
  for (const name of names) {
    const asset = await server.asset(name)
    if (asset) assets.set(name, asset)
  }
  return assets
}

const isText = (mimeType: string): boolean => mimeType !== 'image/png' && mimeType !== 'application/pdf'

function headersOf({ mimeType, extension }: Rendered, title: string): HeadersInit {
  const name = `${title.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').trim() || 'board'}.${extension}`
  return {
    'content-type': isText(mimeType) ? `${mimeType}; charset=utf-8` : mimeType,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  }
}
