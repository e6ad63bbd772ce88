/** Renders a room's snapshot as a file. */
import { assertNever } from '../../../lib/base/assert.ts'
import type { Board } from '../../../lib/document/board.ts'
import { exportExcalidraw } from '../../../lib/interchange/excalidraw-export.ts'
import type { ImportedAsset } from '../../../lib/interchange/import-result.ts'
import { exportJson } from '../../../lib/interchange/json.ts'
import type { TextMeasurer } from '../../../lib/shapes/kind.ts'
import { openSnapshot } from './open-snapshot.ts'
import { problem } from './problem.ts'
import type { RoomServer } from './room-server.ts'

export const exportFormats = ['json', 'excalidraw'] as const
export type ExportFormat = (typeof exportFormats)[number]

export const isExportFormat = (format: string): format is ExportFormat =>
  exportFormats.some((known) => known === format)

interface Rendered {
  readonly mimeType: string
  readonly extension: string
  readonly body: string
}
type Assets = ReadonlyMap<string, ImportedAsset>

const estimate: TextMeasurer = { width: (text, _font, fontSize) => text.length * fontSize * 0.55 }

function render(format: ExportFormat, board: Board, assets: Assets): Rendered {
  switch (format) {
    case 'json':
      return {
        mimeType: 'application/json',
        extension: 'inkroom.json',
        body: JSON.stringify(exportJson(board, assets)),
      }
    case 'excalidraw': {
      const file = exportExcalidraw({ shapes: board.shapes, measure: estimate, assets })
      return {
        mimeType: 'application/vnd.excalidraw+json',
        extension: 'excalidraw',
        body: JSON.stringify(file, null, 2),
      }
    }
    default:
      return assertNever(format)
  }
}

/** Answers `GET /api/rooms/:id/export/:format`. */
export async function exportBoard(format: string, server: RoomServer): Promise<Response> {
  if (!isExportFormat(format)) return problem('unknown-format', `Known formats: ${exportFormats.join(', ')}.`)
  const snapshot = await server.snapshot()
  if (!snapshot.ok) return snapshot.error
  if (!snapshot.value) return problem('room-not-found', 'There is no such room.')
  const opened = openSnapshot(snapshot.value)
  if (!opened) return problem('board-unreadable', 'The board that the server holds cannot be read.')
  const { board, doc } = opened
  try {
    const rendered = render(format, board, await imagesOf(board, server))
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

function headersOf({ mimeType, extension }: Rendered, title: string): HeadersInit {
  const name = `${title.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').trim() || 'board'}.${extension}`
  return {
    'content-type': `${mimeType}; charset=utf-8`,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  }
}
