import { readFileSync } from 'node:fs'
import { pdfOf } from '../support/document/pdf-file.ts'
import { expect, test } from '../support/e2e/test.ts'

/** A small board as Excalidraw writes it: two boxes, an arrow between them, a text, and one thing nobody knows. */
const base = { angle: 0, strokeColor: '#1e1e1e', backgroundColor: 'transparent', fillStyle: 'solid', strokeWidth: 2 }
const file = JSON.stringify({
  type: 'excalidraw',
  version: 2,
  source: 'test',
  elements: [
    { ...base, id: 'a', type: 'rectangle', x: 0, y: 0, width: 120, height: 80 },
    { ...base, id: 'b', type: 'ellipse', x: 240, y: 0, width: 120, height: 80 },
    {
      ...base,
      id: 'c',
      type: 'arrow',
      x: 125,
      y: 40,
      width: 110,
      height: 0,
      points: [
        [0, 0],
        [110, 0],
      ],
      startBinding: { elementId: 'a', focus: 0, gap: 5 },
      endBinding: { elementId: 'b', focus: 0, gap: 5 },
    },
    {
      ...base,
      id: 'd',
      type: 'text',
      x: 0,
      y: 120,
      width: 100,
      height: 25,
      text: 'Hello',
      fontSize: 20,
      fontFamily: 5,
    },
    { ...base, id: 'e', type: 'from-the-future', x: 0, y: 200, width: 50, height: 50 },
  ],
  appState: {},
  files: {},
})

test('DC7 a file is imported over the API and seen by those who are there', async ({
  enter,
  joinStock,
  product,
  room,
}) => {
  const ada = await enter()
  const stock = await joinStock()
  await ada.expectSaved()
  const answer = await fetch(`${product.url}/api/rooms/${room}/import/excalidraw`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: file,
  })
  expect(answer.status).toBe(200)
  const report = (await answer.json()) as { added: number; skipped: readonly { type: string; reason: string }[] }
  expect(report.added).toBeGreaterThanOrEqual(4)
  expect(report.skipped.map(({ type }) => type)).toEqual(['from-the-future'])
  // What nobody knows is kept as a labelled box, and named in the report.
  await expect.poll(() => stock.shapes.size).toBe(report.added + report.skipped.length)
})

test('DC7 DC49 a board and a PDF are opened from the menu', async ({ enter, joinStock, product, room }) => {
  const ada = await enter()
  const stock = await joinStock()
  await ada.expectSaved()
  const open = async (name: string, mimeType: string, words: string) => {
    const chooser = ada.page.waitForEvent('filechooser')
    await ada.page.getByRole('button', { name: 'Menu', exact: true }).click()
    await ada.page.getByRole('menuitem', { name: /open/i }).click()
    await (await chooser).setFiles({ name, mimeType, buffer: Buffer.from(words) })
  }
  await open('board.excalidraw', 'application/json', file)
  await expect.poll(() => stock.shapes.size).toBeGreaterThanOrEqual(4)
  await ada.expectSaved()
  const pages = [[300, 200] as const, [200, 300] as const]
  await open('Plan.pdf', 'application/pdf', pdfOf(pages))
  const ofType = (type: string) => [...stock.shapes.values()].filter((shape) => shape.get('type') === type)
  await expect.poll(() => [ofType('frame').length, ofType('image').length], { timeout: 30_000 }).toEqual([2, 2])
  expect(ofType('frame').map((frame) => frame.get('name'))).toEqual(['1 – Plan', '2 – Plan'])
  await ada.expectSaved()
  const asset = ofType('image')[0].get('asset')
  const picture = await fetch(`${product.url}/api/rooms/${room}/assets/${asset}`)
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/webp'])
})

test('DC7 a file is dropped onto the board', async ({ enter, joinStock }) => {
  const ada = await enter()
  const stock = await joinStock()
  await ada.expectSaved()
  const transfer = await ada.page.evaluateHandle((text) => {
    const data = new DataTransfer()
    data.items.add(new File([text], 'board.excalidraw', { type: 'application/json' }))
    return data
  }, file)
  const canvas = ada.page.getByRole('main').locator('canvas').first()
  const place = { clientX: 640, clientY: 400, dataTransfer: transfer }
  await canvas.dispatchEvent('dragover', place)
  await canvas.dispatchEvent('drop', place)
  await expect.poll(() => stock.shapes.size).toBeGreaterThanOrEqual(4)
})

test('DC7 what is no board is refused with a code and changes nothing', async ({ product, room, joinStock }) => {
  const stock = await joinStock()
  const answer = await fetch(`${product.url}/api/rooms/${room}/import/excalidraw`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"type":"other"}',
  })
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(answer.status).toBeLessThan(500)
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  expect(stock.shapes.size).toBe(0)
})

const signatures: readonly (readonly [string, string, RegExp])[] = [
  ['json', 'application/json', /^\{/],
  ['excalidraw', 'json', /"excalidraw"/],
  ['svg', 'image/svg+xml', /^(<\?xml[^>]*>\s*)?<svg/],
  ['png', 'image/png', /^\x89PNG/],
  ['pdf', 'application/pdf', /^%PDF-/],
]

test('DC8 the room is exported in every format that is promised', async ({ enter, product, room }) => {
  const ada = await enter()
  await ada.draw('Rectangle', { x: 400, y: 300 }, { x: 500, y: 380 })
  await ada.expectSaved()
  for (const [format, type, start] of signatures) {
    const answer = await fetch(`${product.url}/api/rooms/${room}/export/${format}`)
    expect(`${format} ${answer.status}`).toBe(`${format} 200`)
    expect(answer.headers.get('content-type')).toContain(type)
    expect(Buffer.from(await answer.arrayBuffer()).toString('latin1')).toMatch(start)
  }
})

test('DC8 a board saved from the menu is the same board when opened again', async ({ enter, joinStock }) => {
  const ada = await enter()
  await ada.draw('Rectangle', { x: 400, y: 300 }, { x: 500, y: 380 })
  await ada.draw('Draw', { x: 600, y: 300 }, { x: 700, y: 380 })
  await ada.expectSaved()
  const download = ada.page.waitForEvent('download')
  await ada.page.keyboard.press('Control+s')
  const saved = readFileSync(await (await download).path(), 'utf8')
  const stock = await joinStock()
  await ada.page.keyboard.press('Control+a')
  await ada.page.keyboard.press('Delete')
  await expect.poll(() => stock.shapes.size).toBe(0)
  const chooser = ada.page.waitForEvent('filechooser')
  await ada.page.keyboard.press('Control+o')
  await (await chooser).setFiles({ name: 'board.json', mimeType: 'application/json', buffer: Buffer.from(saved) })
  await expect.poll(() => stock.types()).toEqual(['draw', 'geo'])
})

test('DC31 an SVG with a page inside, as draw.io writes it, is placed as a picture', async ({
  enter,
  joinStock,
  product,
  room,
}) => {
  const ada = await enter()
  const stock = await joinStock()
  await ada.expectSaved()
  const page =
    '<foreignObject width="120" height="60"><div xmlns="http://www.w3.org/1999/xhtml">Label</div></foreignObject>'
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60" viewBox="0 0 120 60"><rect width="120" height="60" fill="#dae8fc"/><switch>${page}<text x="20" y="30">Label</text></switch></svg>`
  const transfer = await ada.page.evaluateHandle((text) => {
    const data = new DataTransfer()
    data.items.add(new File([text], 'flow.drawio.svg', { type: 'image/svg+xml' }))
    return data
  }, svg)
  const canvas = ada.page.getByRole('main').locator('canvas').first()
  const place = { clientX: 640, clientY: 400, dataTransfer: transfer }
  await canvas.dispatchEvent('dragover', place)
  await canvas.dispatchEvent('drop', place)
  await expect.poll(() => stock.shapes.size).toBe(1)
  const [shape] = [...stock.shapes.values()]
  await ada.expectSaved()
  const asset = await fetch(`${product.url}/api/rooms/${room}/assets/${shape.get('asset')}`)
  expect([asset.status, asset.headers.get('content-type')]).toEqual([200, 'image/webp'])
})
