/** Tablets: larger controls, and still nothing lies over anything. */
import { expect, test } from '../support/e2e/test.ts'

for (const viewport of [
  { width: 768, height: 1024 },
  { width: 1024, height: 768 },
  { width: 1194, height: 834 },
  { width: 1366, height: 1024 },
]) {
  test(`I42 no bar lies over another on a tablet of ${viewport.width} x ${viewport.height}`, async ({ enter }) => {
    const ada = await enter({ name: 'Ada', device: { viewport, hasTouch: true, isMobile: true } })
    const { page } = ada
    const bars = [
      page.getByRole('toolbar').first(),
      page.getByRole('button', { name: 'Menu', exact: true }),
      ada.status,
      page.getByRole('button', { name: 'Share' }),
      page.getByRole('button', { name: 'Zoom out' }),
      page.getByRole('button', { name: 'Zoom in' }),
      page.getByRole('button', { name: 'Undo' }),
      page.getByRole('button', { name: 'Redo' }),
      page.getByRole('button', { name: 'Keyboard shortcuts' }),
      page.getByRole('button', { name: 'Begin with a template' }),
    ]
    const boxes = await Promise.all(bars.map((bar) => bar.boundingBox()))
    const [toolbar, ...others] = boxes.map((box) => box ?? { x: -1, y: -1, width: 0, height: 0 })
    expect(toolbar.width).toBeGreaterThan(300)
    for (const box of others) {
      const isApart =
        box.x + box.width <= toolbar.x ||
        toolbar.x + toolbar.width <= box.x ||
        box.y + box.height <= toolbar.y ||
        toolbar.y + toolbar.height <= box.y
      expect.soft(isApart, JSON.stringify({ box, toolbar })).toBe(true)
    }
  })
}
