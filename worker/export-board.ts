/** Renders a room's snapshot as a file; what of it and how it looks is asked for in the query. */
import { assertNever } from '../lib/base/assert.ts'
import { cleanText, fileName } from '../lib/base/clean-text.ts'
import { writingJson } from '../lib/base/json-parts.ts'
import { finish } from '../lib/base/steps.ts'
import type { Board } from '../lib/document/board.ts'
import { readWorkshop, shownOf } from '../lib/document/workshop.ts'
import type { Box } from '../lib/geometry/box.ts'
import { boundsOf } from '../lib/geometry/transform.ts'
import { writeDataUrl } from '../lib/interchange/data-url.ts'
import { exportExcalidraw } from '../lib/interchange/excalidraw-export.ts'
import type { ImportedAsset } from '../lib/interchange/import-result.ts'
import { exportJson } from '../lib/interchange/json.ts'
import { textExports } from '../lib/interchange/text-exports.ts'
import { printingSvgParts, type SvgOptions } from '../lib/print/print-svg.ts'
import { type ExportFormat, exportFormats } from '../lib/protocol/http.ts'
import { tableMeasurer } from '../lib/shapes/measure-table.ts'
import type { Shape } from '../lib/shapes/registry.ts'
import { type ExportQuery, partOf, readExportQuery } from './export-query.ts'
import { openSnapshot } from './open-snapshot.ts'
import { pngOf } from './picture.ts'
import { pdfOf } from './picture-pdf.ts'
import { problem } from './problem.ts'
import type { RoomServer } from './room-server.ts'
import { framesAmong, MAX_SLIDES, slideParts } from './slides/slide-parts.ts'
import { pptxOf } from './slides/slides-file.ts'
import { fontCssFor } from './svg-fonts.ts'

const isExportFormat = (format: string): format is ExportFormat => exportFormats.some((known) => known === format)

const PPTX_TYPE = 'application/vnd.openxmlformats-officedocument.presentationml.presentation'

interface Rendered {
  readonly mimeType: string
  readonly extension: string
  readonly body: Parts
}
/** A large board is tens of megabytes: in parts, so that there is never a copy of all of it. */
type Parts = readonly Uint8Array<ArrayBuffer>[]
const packed = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

type Assets = ReadonlyMap<string, ImportedAsset>

interface Asked {
  readonly board: Board
  readonly shapes: readonly Shape[]
  readonly assets: Assets
  readonly query: ExportQuery
  readonly shown: ReturnType<typeof shownOf>
}

async function render(format: ExportFormat, asked: Asked): Promise<Rendered> {
  const { board, shapes, assets, query } = asked
  const { title, background } = board
  const isWhole = shapes === board.shapes
  switch (format) {
    case 'json': {
      const paper = query.hasBackground ? background : ''
      const written = { title, background: paper, shapes, comments: () => (isWhole ? board.comments() : []) }
      return {
        mimeType: 'application/json',
        extension: 'inkroom.json',
        body: finish(writingJson({ ...exportJson(written, assets) }, { pack: packed })),
      }
    }
    case 'excalidraw': {
      const paper = background === '' ? {} : { background }
      const { theme, hasBackground, scale } = query
      const look = { isDark: theme === 'dark', hasBackground, ...(scale === undefined ? {} : { scale }) }
      const file = exportExcalidraw({ shapes, measure: tableMeasurer, assets, ...paper, look })
      return {
        mimeType: 'application/vnd.excalidraw+json',
        extension: 'excalidraw',
        body: finish(writingJson({ ...file }, { indent: 2, pack: packed })),
      }
    }
    case 'markdown':
    case 'mermaid':
    case 'csv': {
      const { mimeType, extension, write } = textExports[format]
      return { mimeType, extension, body: [packed(write({ title, shapes, ...asked.shown }))] }
    }
    case 'svg':
      return { mimeType: 'image/svg+xml', extension: 'svg', body: svgOf(asked) }
    case 'png':
      return { mimeType: 'image/png', extension: 'png', body: [await pngOf(pictureOf(asked))] }
    case 'pptx': {
      const { theme, hasBackground } = query
      const slides = await pptxOf({ board, parts: slideParts(shapes, query.frames), assets, theme, hasBackground })
      return { mimeType: PPTX_TYPE, extension: 'pptx', body: [slides] }
    }
    case 'pdf':
      return { mimeType: 'application/pdf', extension: 'pdf', body: [await pdfPages(asked)] }
    default:
      return assertNever(format)
  }
}

/** A frame is a picture with its own edges. */
function regionOf({ board, query: { frame: only, frames } }: Asked): Box | undefined {
  const asked = frames?.length === 1 ? frames[0] : only
  const frame = asked === undefined ? undefined : board.shapes.find(({ id }) => id === asked)
  return frame && boundsOf(frame.placement)
}

const pictureOf = (asked: Asked) => {
  const { board, shapes, assets, query } = asked
  const { theme, hasBackground, scale } = query
  return { board, shapes, assets, theme, hasBackground, scale, region: regionOf(asked) }
}

/** One page of everything, or a page for each frame. */
function pdfPages(asked: Asked): Promise<Uint8Array<ArrayBuffer>> {
  const { board, shapes, assets, query } = asked
  const { theme, hasBackground, pages, paper, orientation, scale } = query
  const parts =
    pages === 'one'
      ? [{ shapes, region: regionOf(asked) }]
      : slideParts(shapes, query.frames).map(({ frame, shapes: inside }) => ({
          shapes: inside,
          region: frame ? boundsOf(frame.placement) : undefined,
        }))
  return pdfOf({ board, parts, assets, theme, hasBackground, look: { paper, orientation, scale } })
}

function svgOf(asked: Asked): Parts {
  const { board, shapes, assets, query } = asked
  const region = regionOf(asked)
  const context = { measure: tableMeasurer, shape: board.get }
  const options: SvgOptions = {
    shapes,
    context,
    fontCss: fontCssFor,
    theme: query.theme,
    background: query.hasBackground ? board.background || true : false,
    assets: new Map([...assets].map(([name, asset]) => [name, writeDataUrl(asset)])),
    ...(query.scale === undefined ? {} : { scale: query.scale }),
    ...(region ? { region } : {}),
    ...(board.title === '' ? {} : { title: board.title }),
  }
  return finish(printingSvgParts(options, packed))
}

/** Answers `GET /api/rooms/:id/export/:format`. */
export async function exportBoard(request: Request, format: string, server: RoomServer): Promise<Response> {
  if (!isExportFormat(format)) return problem('unknown-format', `Known formats: ${exportFormats.join(', ')}.`)
  const query = readExportQuery(new URL(request.url).searchParams, format)
  if (!query.ok) return problem(query.error.code, query.error.message)
  const snapshot = await server.snapshot()
  if (!snapshot.ok) return snapshot.error
  if (!snapshot.value) return problem('room-not-found', 'There is no such room.')
  const opened = openSnapshot(snapshot.value)
  if (!opened) return problem('board-unreadable', 'The board that the server holds cannot be read.')
  const { board, doc } = opened
  try {
    // A room that nobody has opened yet may have a title all the same.
    opened.adoptTitle(await server.title())
    const shapes = partOf(board, query.value)
    if (!shapes) return problem('invalid-query', 'One of these shapes is not on the board.')
    const isPaged = format === 'pptx' || (format === 'pdf' && query.value.pages === 'frames')
    if (isPaged && framesAmong(shapes, query.value.frames).length > MAX_SLIDES)
      return problem('too-large', `A file holds up to ${MAX_SLIDES} frames; ask for fewer.`)
    const assets = await imagesOf(shapes, server)
    const shown = shownOf(readWorkshop(doc))
    const rendered = await render(format, { board, shapes, assets, query: query.value, shown })
    return new Response(streamOf(rendered.body), { headers: headersOf(rendered, board.title) })
  } finally {
    opened.close()
    doc.destroy()
  }
}

async function imagesOf(shapes: readonly Shape[], server: RoomServer): Promise<Assets> {
  const names = new Set<string>()
  for (const shape of shapes) if (shape.type === 'image' && shape.asset !== '') names.add(shape.asset)
  const assets = new Map<string, ImportedAsset>()
  for (const name of names) {
    const asset = await server.asset(name)
    if (asset) assets.set(name, asset)
  }
  return assets
}

/** Each part goes once it has been sent. */
function streamOf(body: Parts): ReadableStream<Uint8Array> {
  const parts = [...body].reverse()
  return new ReadableStream({
    pull(controller) {
      const part = parts.pop()
      if (part) controller.enqueue(part)
      else controller.close()
    },
  })
}

const isText = (mimeType: string): boolean => !['image/png', 'application/pdf', PPTX_TYPE].includes(mimeType)

function headersOf({ mimeType, extension, body }: Rendered, title: string): HeadersInit {
  const name = `${fileName(cleanText(title)) || 'board'}.${extension}`
  return {
    'content-type': isText(mimeType) ? `${mimeType}; charset=utf-8` : mimeType,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`,
    'content-length': String(body.reduce((sum, { byteLength }) => sum + byteLength, 0)),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  }
}
