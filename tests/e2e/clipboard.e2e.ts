/** The system clipboard, in and out. */
import type { Page } from '@playwright/test'
import { plainPng } from '../support/e2e/pictures.ts'
import { startProduct } from '../support/e2e/product.ts'
import { openRoom, type RoomPage } from '../support/e2e/room-page.ts'
import { joinAsStockClient } from '../support/e2e/stock-client.ts'
import { expect, test } from '../support/e2e/test.ts'

const device = { permissions: ['clipboard-read', 'clipboard-write'] }

/** What another program has put on the clipboard. */
const fill = (page: Page, parts: Readonly<Record<string, string | readonly number[]>>) =>
  page.evaluate(async (given) => {
    const items = Object.entries(given).map(([type, value]) => [
      type,
      new Blob([typeof value === 'string' ? value : new Uint8Array(value)], { type }),
    ])
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(items))])
  }, parts)

const readText = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

async function openPicture({ page }: RoomPage, bytes: readonly number[], name = 'red.png') {
  const chooser = page.waitForEvent('filechooser')
  await page.keyboard.press('9')
  await (await chooser).setFiles({ name, mimeType: 'image/png', buffer: Buffer.from(bytes) })
}

test('I43 a copy goes into another room with its group and its picture', async ({
  enter,
  joinStock,
  product,
  room,
}) => {
  const ada = await enter({ device })
  const { page } = ada
  const here = await joinStock()
  await openPicture(ada, await plainPng(page, '#e03131', 80, 40))
  await expect.poll(() => here.types()).toEqual(['image'])
  await ada.expectSaved()
  await page.keyboard.press('Escape')
  await ada.draw('Rectangle', { x: 300, y: 200 }, { x: 400, y: 280 })
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+g')
  await page.keyboard.press('Control+c')
  const other = `${room}-other`
  const stock = await joinAsStockClient(product.syncUrl, other)
  const there = await openRoom(page.context(), `${product.url}/r/${other}`)
  await there.expectSaved()
  await there.page.mouse.move(640, 420)
  await there.page.keyboard.press('Control+v')
  await expect.poll(() => stock.types()).toEqual(['geo', 'group', 'image'])
  const image = [...stock.shapes.values()].find((shape) => shape.get('type') === 'image')
  const asset = `${product.url}/api/rooms/${other}/assets/${image?.get('asset')}`
  await expect.poll(async () => (await fetch(asset)).status).toBe(200)
  stock.close()
})

test('I43 repeated pastes cascade from the pointer', async ({ enter, joinStock }) => {
  const ada = await enter({ device })
  const stock = await joinStock()
  const { page } = ada
  await ada.draw('Rectangle', { x: 300, y: 200 }, { x: 400, y: 280 })
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  await page.mouse.move(700, 400)
  await page.keyboard.press('Control+v')
  await expect.poll(() => stock.shapes.size).toBe(2)
  await page.keyboard.press('Control+v')
  await expect.poll(() => stock.shapes.size).toBe(3)
  const places = [...stock.shapes.values()].map((shape) => shape.get('placement') as { x: number; y: number })
  const [, first, second] = places.sort((a, b) => a.x - b.x)
  expect([second.x - first.x, second.y - first.y].map(Math.round)).toEqual([20, 20])
})

test('I44 other programs get the words, and a field here gets them too', async ({ enter }) => {
  const ada = await enter({ device })
  const { page } = ada
  await ada.expectSaved()
  await page.keyboard.press('r')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.keyboard.type('API')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+c')
  await expect.poll(() => readText(page)).toBe('API')
  const title = page.getByRole('textbox', { name: 'Board title' })
  await title.focus()
  await page.keyboard.press('Control+v')
  await expect(title).toHaveValue('API')
})

const excalidraw = {
  type: 'excalidraw/clipboard',
  elements: [
    { id: 'a', type: 'rectangle', x: 0, y: 0, width: 120, height: 80, angle: 0, strokeColor: '#1e1e1e' },
    { id: 'b', type: 'diamond', x: 200, y: 0, width: 120, height: 80, angle: 0, strokeColor: '#1e1e1e' },
  ],
  files: {},
}
const tldrawShape = {
  id: 'shape:one',
  typeName: 'shape',
  type: 'geo',
  parentId: 'page:page',
  index: 'a1',
  x: 10,
  y: 20,
  rotation: 0,
  isLocked: false,
  opacity: 1,
  meta: {},
  props: { geo: 'ellipse', w: 100, h: 80, color: 'black', fill: 'none', dash: 'draw', size: 'm' },
}
const tldraw = {
  type: 'application/tldraw',
  kind: 'content',
  data: { shapes: [tldrawShape], rootShapeIds: ['shape:one'], assets: [], bindings: [] },
}
const escaped = (value: unknown) => JSON.stringify(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;')

const pastes: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
  ['words', { 'text/plain': 'a few words' }, ['text']],
  [
    'the code of an SVG',
    {
      'text/plain':
        '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="60" height="40" fill="red"/></svg>',
    },
    ['image'],
  ],
  ['shapes of Excalidraw', { 'text/plain': JSON.stringify(excalidraw) }, ['geo', 'geo']],
  ['shapes of tldraw', { 'text/html': `<div data-tldraw>${escaped(tldraw)}</div>`, 'text/plain': ' ' }, ['geo']],
]
for (const [what, parts, types] of pastes) {
  test(`I45 on paste, ${what} become ${types.join(' and ')}`, async ({ enter, joinStock }) => {
    const ada = await enter({ device })
    const stock = await joinStock()
    await ada.expectSaved()
    await ada.page.mouse.move(640, 400)
    await fill(ada.page, parts)
    await ada.page.keyboard.press('Control+v')
    await expect.poll(() => stock.types()).toEqual(types)
    await ada.expectSaved()
  })
}

test('I45 a picture is pasted at the pointer, and an address becomes the link of the one selected shape', async ({
  enter,
  joinStock,
}) => {
  const ada = await enter({ device })
  const stock = await joinStock()
  const { page } = ada
  await ada.expectSaved()
  await fill(page, { 'image/png': await plainPng(page, '#1e1e1e', 60, 40) })
  await page.mouse.move(700, 300)
  await page.keyboard.press('Control+v')
  await expect.poll(() => stock.types()).toEqual(['image'])
  await ada.expectInk({ x: 680, y: 285, width: 40, height: 30 }, true)
  await fill(page, { 'text/plain': 'https://example.org/a' })
  await page.keyboard.press('Control+v')
  await expect
    .poll(() => [...stock.shapes.values()].map((shape) => shape.get('link')))
    .toEqual(['https://example.org/a'])
})

test('I45 a picture is there at once, and the way of its bytes is told', async ({ enter, joinStock }) => {
  const ada = await enter({ device })
  const stock = await joinStock()
  const { page } = ada
  await ada.expectSaved()
  let goOn = () => {}
  const held = new Promise<void>((resolve) => {
    goOn = resolve
  })
  await page.route('**/assets/*', async (route) => {
    await held
    await route.continue()
  })
  await openPicture(ada, await plainPng(page, '#1e1e1e', 200, 120), 'plan.png')
  await expect(page.getByText('Uploading plan.png…')).toBeVisible()
  await expect.poll(() => stock.types()).toEqual(['image'])
  // The shape is stored, its bytes are not: that is not saved.
  await expect(ada.status).toHaveAttribute('data-state', 'saving')
  await ada.expectInk({ x: 600, y: 360, width: 80, height: 80 }, true)
  await expect(ada.status).toHaveAttribute('data-state', 'saving')
  goOn()
  await ada.expectSaved()
  await expect(page.getByText('Uploading plan.png…')).toBeHidden()
})

test('I45 a picture beyond the limit is refused in words and leaves nothing behind', async ({ browser }) => {
  const small = await startProduct({ MAX_ASSET_BYTES: '1024' })
  const context = await browser.newContext(device)
  const stock = await joinAsStockClient(small.syncUrl, 'small')
  const ada = await openRoom(context, `${small.url}/r/small`)
  await ada.expectSaved()
  const noise = await ada.page.evaluate(async () => {
    const canvas = new OffscreenCanvas(80, 80)
    const context = canvas.getContext('2d')
    for (let at = 0; context && at < 6400; at += 1) {
      context.fillStyle = `rgb(${(at * 7919) % 251} ${(at * 104729) % 241} ${(at * 1299709) % 239})`
      context.fillRect(at % 80, Math.floor(at / 80), 1, 1)
    }
    return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())]
  })
  expect(noise.length).toBeGreaterThan(1024)
  await openPicture(ada, noise, 'big.png')
  await expect(ada.page.getByText(/big\.png is too large/)).toBeVisible()
  await expect.poll(() => stock.shapes.size).toBe(0)
  stock.close()
  await context.close()
  await small.close()
})
