/** The first moments in a room: nothing that people do is lost because something is still on its way. */
import * as Y from 'yjs'
import { expect, test } from '../support/e2e/test.ts'

const shapesOf = (update: ArrayBuffer): readonly Y.Map<unknown>[] => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, new Uint8Array(update))
  return [...(doc.getMap('shapes') as Y.Map<Y.Map<unknown>>).values()]
}

test('I4 whoever presses, drags and types as soon as the tools are there loses nothing', async ({
  browser,
  product,
  room,
}) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${product.url}/r/${room}`)
  await page.getByRole('button', { name: 'Rectangle', exact: true }).waitFor()
  await page.keyboard.press('r')
  await page.mouse.move(400, 250)
  await page.mouse.down()
  await page.mouse.move(600, 350, { steps: 4 })
  await page.mouse.up()
  await page.keyboard.press('Enter')
  await page.keyboard.type('hello, board')
  await page.keyboard.press('Escape')
  await expect(page.locator('[role=status][data-state]')).toHaveAttribute('data-state', 'saved', { timeout: 15_000 })
  const answer = await page.request.get(`${product.url}/api/rooms/${room}/snapshot`)
  const shapes = shapesOf(new Uint8Array(await answer.body()).buffer)
  expect(shapes.map((shape) => [shape.get('type'), String(shape.get('text'))])).toEqual([['geo', 'hello, board']])
  await context.close()
})

test('I52 a room that may only be looked at never offers a tool that changes it', async ({ browser, product }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const made = await page.request.post(`${product.url}/api/rooms`, { data: { access: 'view' } })
  const { room } = (await made.json()) as { room: string }
  await page.addInitScript(() => {
    const seen = globalThis as unknown as { offered: number }
    seen.offered = 0
    new MutationObserver(() => {
      seen.offered += document.querySelectorAll('[role=toolbar] button[aria-label="Rectangle"]:not(:disabled)').length
    }).observe(document, { subtree: true, childList: true, attributes: true })
  })
  await page.goto(`${product.url}/r/${room}`)
  await expect(page.getByText('View only')).toBeVisible()
  expect(await page.evaluate(() => (globalThis as unknown as { offered: number }).offered)).toBe(0)
  await context.close()
})

test('I4 whoever comes by a link for editing draws at once in a closed room', async ({ browser, product }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const made = await page.request.post(`${product.url}/api/rooms`, { data: { access: 'closed' } })
  const { room, ownerToken } = (await made.json()) as { room: string; ownerToken: string }
  const headers = { authorization: `Bearer ${ownerToken}` }
  const link = await page.request.post(`${product.url}/api/rooms/${room}/links`, { data: { role: 'editor' }, headers })
  const { url } = (await link.json()) as { url: string }
  await page.goto(url)
  await page.getByRole('button', { name: 'Rectangle', exact: true }).waitFor()
  await page.keyboard.press('r')
  await page.mouse.move(400, 250)
  await page.mouse.down()
  await page.mouse.move(600, 350, { steps: 4 })
  await page.mouse.up()
  await expect(page.locator('[role=status][data-state]')).toHaveAttribute('data-state', 'saved', { timeout: 15_000 })
  const answer = await page.request.get(`${product.url}/api/rooms/${room}/snapshot`, { headers })
  expect(shapesOf(new Uint8Array(await answer.body()).buffer).length).toBe(1)
  await context.close()
})

test('I34 whoever comes for the first time sees what is there, wherever it is', async ({ enter, product, room }) => {
  const box = { type: 'rectangle', backgroundColor: '#1e1e1e', fillStyle: 'solid', width: 4000, height: 2000 }
  const answer = await fetch(`${product.url}/api/rooms/${room}/import/excalidraw`, {
    method: 'POST',
    body: JSON.stringify({ type: 'excalidraw', elements: [{ ...box, id: 'a', x: 9000, y: 7000 }] }),
  })
  expect(answer.status).toBe(200)
  const ada = await enter()
  await ada.expectInk({ x: 600, y: 360, width: 80, height: 80 }, true)
  await expect(ada.page.getByRole('button', { name: 'Back to content' })).toBeHidden()
})
