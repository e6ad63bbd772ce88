/** Whatever control of a panel, bar or small window changes the board does it in one step. The controls are the page's own. */
import type { Locator, Page } from '@playwright/test'
import * as Y from 'yjs'
import type { ShapeId } from '../../lib/base/ids.ts'
import { createBoardDocument } from '../../lib/document/create-board-document.ts'
import { tableOf } from '../../lib/document/tables.ts'
import { tableMeasurer } from '../../lib/shapes/measure-table.ts'
import { makeShape, type Shape } from '../../lib/shapes/registry.ts'
import { richText } from '../../lib/shapes/rich-text.ts'
import { expect, test } from '../support/e2e/test.ts'

const id = (name: string) => name as ShapeId
const box = (x: number, y: number, w: number, h: number) => ({ x, y, w, h, rotation: 0 })
const text = richText('words')
const ends = [
  { x: 0, y: 0 },
  { x: 160, y: 60 },
]

/** What is selected, and how many controls there are at least that change it. */
const selections: Readonly<Record<string, { readonly shapes: readonly Shape[]; readonly least: number }>> = {
  'a shape with words': { least: 30, shapes: [makeShape('geo', id('a'), { placement: box(500, 300, 160, 90), text })] },
  'a note': { least: 12, shapes: [makeShape('note', id('a'), { placement: box(500, 300, 200, 200), text })] },
  'an arrow': {
    least: 20,
    shapes: [makeShape('arrow', id('a'), { placement: box(500, 300, 160, 60), points: ends, text })],
  },
  'an image': { least: 1, shapes: [makeShape('image', id('a'), { placement: box(500, 300, 160, 120) })] },
  'a table': {
    least: 15,
    shapes: [
      tableOf(
        id('a'),
        [
          [text, text],
          [text, text],
        ],
        { placement: box(480, 280, 300, 120) },
      ),
    ],
  },
  'three shapes': {
    least: 50,
    shapes: [
      makeShape('geo', id('a'), { placement: box(460, 260, 80, 60) }),
      makeShape('note', id('b'), { placement: box(600, 340, 120, 120), text }),
      makeShape('text', id('c'), { placement: box(480, 520, 120, 30), text }),
    ],
  },
}

function boardOf(shapes: readonly Shape[]): Uint8Array {
  const doc = new Y.Doc()
  const document = createBoardDocument({ doc, measure: tableMeasurer })
  document.dispatch({ name: 'create', shapes })
  document.finish()
  document.close()
  return Y.encodeStateAsUpdate(doc)
}

/** Beside the board: what belongs to the selection. The bars of tools, zoom and the page itself change no shape. */
const PANELS = 'section[aria-label="Style"], [role="toolbar"]:not([aria-label="Tools"]), [data-panel]:has([data-axis])'
const OPENED = '[role="dialog"], [role="menu"]'
const CONTROLS = 'button, [role="slider"], [role^="menuitem"], input'
/** Of a palette, each of whose places does the same, so many are tried. */
const SWATCHES = 2

const settled = (page: Page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))

async function use(page: Page, control: Locator): Promise<void> {
  if ((await control.getAttribute('role')) === 'slider') {
    const at = await control.boundingBox()
    if (!at) return
    await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2)
    await page.mouse.down()
    for (const by of [20, 40, 60]) await page.mouse.move(at.x - by, at.y + at.height / 2)
    await page.mouse.up()
  } else if ((await control.evaluate((element) => element.tagName)) === 'INPUT') {
    const type = await control.getAttribute('type')
    await control.fill(type === 'color' ? '#336699' : type === 'number' ? '37' : '#3a9')
    // In a field of colours it would open the browser's chooser.
    if (type !== 'color') await control.press('Enter')
  } else await control.click()
}

/** A name for each control that is there now, with its place among those of the same name. */
async function controlsIn(area: Locator): Promise<readonly number[]> {
  return area.locator(CONTROLS).evaluateAll((elements, most) => {
    let swatches = 0
    return elements.flatMap((element, nth) => {
      const { width, height } = element.getBoundingClientRect()
      const isOff = element.matches(':disabled, [aria-disabled="true"], [data-disabled]')
      if (isOff || width * height === 0) return []
      if (element.matches('[aria-pressed="true"], [aria-checked="true"]')) return []
      if (/shade|#[0-9a-f]{3}/i.test(element.getAttribute('aria-label') ?? '') && ++swatches > most) return []
      return [nth]
    })
  }, SWATCHES)
}

for (const [name, { shapes, least }] of Object.entries(selections)) {
  test(`TL2 I23 one gesture is one step, whatever is used on ${name}`, async ({ enter, joinStock }) => {
    const stock = await joinStock()
    Y.applyUpdate(stock.doc, boardOf(shapes))
    const { page } = await enter({ name: 'Ada' })
    const undo = page.getByRole('button', { name: 'Undo' })
    const read = () => JSON.stringify(stock.doc.getMap('shapes').toJSON())
    const select = async () => {
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+a')
      await settled(page)
    }
    await expect(async () => {
      await select()
      await expect(page.getByRole('region', { name: 'Style' })).toBeVisible({ timeout: 500 })
    }).toPass()
    await expect(undo).toBeDisabled()
    const before = read()
    const changed: string[] = []

    /** Uses one control and takes back what it did; true when it opened something. */
    const tryOut = async (control: Locator): Promise<boolean> => {
      const label = (await control.getAttribute('aria-label')) ?? (await control.textContent()) ?? ''
      await use(page, control)
      await settled(page)
      if (await undo.isEnabled()) {
        changed.push(label)
        await page.keyboard.press('Control+z')
        await expect(undo, `${label} is one step`).toBeDisabled()
        await expect.poll(read, `${label} is taken back whole`).toBe(before)
        return false
      }
      return page.locator(OPENED).first().isVisible()
    }

    const area = page.locator(PANELS)
    for (const nth of await controlsIn(area)) {
      const control = area.locator(CONTROLS).nth(nth)
      if (!(await control.isVisible()) || !(await tryOut(control))) continue
      const opened = page.locator(OPENED).last()
      for (const inner of await controlsIn(opened)) {
        if (!(await opened.isVisible())) {
          await select()
          await control.click()
        }
        await tryOut(opened.locator(CONTROLS).nth(inner))
      }
      await select()
    }
    expect(changed.length, changed.join(', ')).toBeGreaterThanOrEqual(least)
  })
}
