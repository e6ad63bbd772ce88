/** Pictures on bad lines: what is not uploaded is kept, counted, and uploaded later. */
import type { BrowserContext } from '@playwright/test'
import { plainPng } from '../support/e2e/pictures.ts'
import type { RoomPage } from '../support/e2e/room-page.ts'
import type { StockClient } from '../support/e2e/stock-client.ts'
import { expect, test } from '../support/e2e/test.ts'

const UPLOADS = '**/assets/**'

async function addPicture({ page }: RoomPage): Promise<void> {
  const buffer = Buffer.from(await plainPng(page, '#e03131', 80, 40))
  const chooser = page.waitForEvent('filechooser')
  await page.keyboard.press('9')
  await (await chooser).setFiles({ name: 'red.png', mimeType: 'image/png', buffer })
}

/** What the server answers for the only picture of the board. */
async function statusOfPicture(stock: StockClient, url: string, room: string): Promise<number> {
  const image = [...stock.shapes.values()].find((shape) => shape.get('type') === 'image')
  return (await fetch(`${url}/api/rooms/${room}/assets/${image?.get('asset')}`)).status
}

const cutUploads = (context: Pick<BrowserContext, 'route'>) =>
  context.route(UPLOADS, (route) =>
    route.request().method() === 'PUT' ? route.abort('connectionreset') : route.continue(),
  )

test('ST10 a picture whose upload is cut counts as unsaved, and a reload brings it to the server', async ({
  enter,
  joinStock,
  product,
  room,
}) => {
  const ada = await enter()
  await ada.expectSaved()
  const stock = await joinStock()
  await cutUploads(ada.page.context())
  await addPicture(ada)
  await expect.poll(() => stock.types()).toEqual(['image'])
  await expect(ada.status).toHaveAttribute('data-state', /saving|offline/)
  expect(await statusOfPicture(stock, product.url, room)).toBe(404)
  await ada.page.context().unroute(UPLOADS)
  await ada.page.reload()
  await ada.expectSaved()
  expect(await statusOfPicture(stock, product.url, room)).toBe(200)
})
