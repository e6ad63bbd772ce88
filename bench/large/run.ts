/**
 * A board of 50,000 shapes under the hand: for each gesture the longest time in which the page answers nothing, and how
 * long until all of it is done and stored. `npm run bench -- --large`, or by itself:
 * `node --import tsx bench/large/run.ts [--count 50000] [--only move,paste] [--out FILE]`
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, type Page } from '@playwright/test'
import * as Y from 'yjs'
import type { ShapeId } from '../../lib/base/ids.ts'
import { createBoardDocument } from '../../lib/document/create-board-document.ts'
import { tableMeasurer } from '../../lib/shapes/measure-table.ts'
import { makeShape } from '../../lib/shapes/registry.ts'
import { startProduct } from '../../tests/support/e2e/product.ts'
import { openRoom } from '../../tests/support/e2e/room-page.ts'

const { values } = parseArgs({
  options: { count: { type: 'string', default: '50000' }, only: { type: 'string' }, out: { type: 'string' } },
})
const count = Number(values.count)
const LIMIT_MS = 90_000
const CALM_MS = 1_200
const COLUMNS = 250
const STEP = 60

const placeOf = (nth: number) => ({ x: (nth % COLUMNS) * STEP, y: Math.floor(nth / COLUMNS) * STEP, w: 48, h: 48 })

function snapshot(): Uint8Array {
  const doc = new Y.Doc()
  const document = createBoardDocument({ doc, measure: tableMeasurer })
  const shapes = Array.from({ length: count }, (_, i) =>
    makeShape('geo', `s${i.toString(36).padStart(6, '0')}` as ShapeId, {
      placement: { ...placeOf(i), rotation: 0 },
      fill: '#a5d8ff',
      look: 'clean',
    }),
  )
  document.dispatch({ name: 'create', shapes })
  document.finish()
  document.close()
  return Y.encodeStateAsUpdate(doc)
}

const file = (): string =>
  JSON.stringify({
    type: 'excalidraw',
    elements: Array.from({ length: count }, (_, i) => {
      const { x, y, w, h } = placeOf(i)
      return { id: `e${i}`, type: 'rectangle', x, y: y - 20_000, width: w, height: h, backgroundColor: '#ffc9c9' }
    }),
  })

/** Notes every task that keeps the page from answering. */
const watch = (page: Page) =>
  page.evaluate(() => {
    const seen = { longest: 0, last: 0 }
    Object.assign(window, { seen })
    new PerformanceObserver((list) => {
      for (const { duration, startTime } of list.getEntries()) {
        seen.longest = Math.max(seen.longest, duration)
        seen.last = startTime + duration
      }
    }).observe({ type: 'longtask' })
  })

interface Row {
  readonly gesture: string
  readonly longestMs: number
  readonly seconds: number
  readonly isDone: boolean
}

async function measure(page: Page, gesture: string, act: () => Promise<unknown>): Promise<Row> {
  await page.evaluate(() => {
    Object.assign((window as unknown as { seen: object }).seen, { longest: 0, last: performance.now() })
  })
  const began = Date.now()
  await act()
  const isDone = await page
    .waitForFunction(
      (calm) => {
        const { last } = (window as unknown as { seen: { last: number } }).seen
        const state = document.querySelector('[role=status][data-state]')?.getAttribute('data-state')
        return performance.now() - last > calm && state === 'saved'
      },
      CALM_MS,
      { timeout: LIMIT_MS, polling: 200 },
    )
    .then(
      () => true,
      () => false,
    )
  const longest = await page.evaluate(() => (window as unknown as { seen: { longest: number } }).seen.longest)
  const row = { gesture, longestMs: Math.round(longest), seconds: (Date.now() - began - CALM_MS) / 1000, isDone }
  console.log(JSON.stringify(row))
  return row
}

async function drag(page: Page): Promise<void> {
  await page.mouse.move(640, 400)
  await page.mouse.down()
  await page.mouse.move(700, 440, { steps: 10 })
  await page.mouse.up()
}

async function restyle(page: Page): Promise<void> {
  const panel = page.getByRole('region', { name: 'Style' })
  await panel.getByRole('tab', { name: 'Fill' }).click()
  await panel.getByRole('button', { name: 'Fill: Light green' }).click()
}

const press = (page: Page, key: string) => () => page.keyboard.press(key)
const product = await startProduct({})
const browser = await chromium.launch({
  ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
  args: ['--no-sandbox'],
})
const rows: Row[] = []
try {
  await fetch(`${product.url}/api/rooms/large/snapshot`, { method: 'PUT', body: snapshot() as BodyInit })
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  const { page } = await openRoom(context, `${product.url}/r/large`)
  await watch(page)
  const gestures: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['open', async () => {}],
    ['show all', press(page, 'Shift+1')],
    ['select all', press(page, 'Control+a')],
    ['move by keys', press(page, 'ArrowRight')],
    ['move by drag', () => drag(page)],
    ['restyle', () => restyle(page)],
    ['align', press(page, 'Control+Shift+ArrowUp')],
    ['undo', press(page, 'Control+z')],
    ['group', press(page, 'Control+g')],
    ['undo the group', press(page, 'Control+z')],
    ['select all again', press(page, 'Control+a')],
    ['copy', press(page, 'Control+c')],
    ['paste', press(page, 'Control+v')],
    ['undo the paste', press(page, 'Control+z')],
    ['redo the paste', press(page, 'Control+Shift+z')],
    ['delete', press(page, 'Delete')],
    ['drop of a file', () => dropFile(page)],
    ['undo the drop', press(page, 'Control+z')],
    ['drop of a file while another draws', () => whileDrawing(() => dropFile(page))],
    ['export as SVG, by HTTP', () => exported('svg')],
    ['export as PNG, by HTTP', () => exported('png')],
  ]
  for (const [gesture, act] of gestures) {
    if (values.only && gesture !== 'open' && !values.only.split(',').some((part) => gesture.includes(part))) continue
    rows.push(await measure(page, gesture, act))
  }
} finally {
  await browser.close()
  await product.close()
}

/** Somebody else draws boxes in a window of their own until `act` is done. */
async function whileDrawing(act: () => Promise<void>): Promise<void> {
  const context = await browser.newContext()
  const other = await openRoom(context, `${product.url}/r/large`)
  let isDone = false
  const drawing = (async () => {
    for (let nth = 0; !isDone; nth++) {
      await other.page.keyboard.press('r')
      await other.page.mouse.move(300 + (nth % 20) * 20, 300)
      await other.page.mouse.down()
      await other.page.mouse.move(320 + (nth % 20) * 20, 330, { steps: 3 })
      await other.page.mouse.up()
    }
  })()
  await act()
  isDone = true
  await drawing
  await context.close()
}

async function exported(format: 'svg' | 'png'): Promise<void> {
  const answer = await fetch(`${product.url}/api/rooms/large/export/${format}`)
  if (!answer.ok) console.error(`export as ${format}: ${answer.status} ${(await answer.text()).slice(0, 200)}`)
  else await answer.arrayBuffer()
}

async function dropFile(page: Page): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.keyboard.press('Control+o')
  await (await chooser).setFiles({
    name: 'large.excalidraw',
    mimeType: 'application/json',
    buffer: Buffer.from(file()),
  })
}

const table = [
  `A board of ${count.toLocaleString('en')} shapes, all selected; headless Chromium without a GPU, 1280 x 720, the server on the same`,
  'machine. Longest: the longest task of the page’s thread. Done: when nothing is left to do and all is stored.',
  '',
  '| gesture | longest, ms | done after, s |',
  '| --- | --- | --- |',
  ...rows.map(({ gesture, longestMs, seconds, isDone }) => `| ${gesture} | ${longestMs} | ${isDone ? seconds.toFixed(1) : `not within ${LIMIT_MS / 1000}`} |`), // biome-ignore format: a row
].join('\n')
console.log(table)
if (values.out) {
  mkdirSync(dirname(values.out), { recursive: true })
  writeFileSync(values.out, `${table}\n`)
}
