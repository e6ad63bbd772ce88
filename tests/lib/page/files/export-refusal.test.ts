import { afterEach, expect, it, vi } from 'vitest'
import { createLongWork } from '../../../../lib/document/long-work.ts'
import { exportFailureKey } from '../../../../lib/page/files/export-refusal.ts'
import { createExporter } from '../../../../lib/page/files/exporting.ts'
import { BoardDriver, plainMeasurer } from '../../../support/editor/board-driver.ts'

afterEach(() => vi.unstubAllGlobals())

it.each([
  [422, 'export.failed'],
  [503, 'export.later'],
  [429, 'export.later'],
])('DC23 an export that the server refuses with %s says %s', async (status, key) => {
  vi.stubGlobal('fetch', async () => new Response('', { status }))
  const { editor } = new BoardDriver()
  const exporter = createExporter({
    editor,
    workshop: {} as never,
    measure: plainMeasurer,
    api: { exportUrl: (format: string) => `/${format}` } as never,
    turns: createLongWork(),
  })
  const options = { format: 'pdf', onlySelection: false, background: true, dark: false, scale: 1 } as const
  const cause = await exporter.toBlob(options).catch((error: unknown) => error)
  expect(exportFailureKey(cause)).toBe(key)
})
