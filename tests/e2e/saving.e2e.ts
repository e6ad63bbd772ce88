import { test as base } from '@playwright/test'
import { startProduct } from '../support/e2e/product.ts'
import { around, openRoom, roomPage, type Spot } from '../support/e2e/room-page.ts'
import { joinAsStockClient } from '../support/e2e/stock-client.ts'
import { expect, test } from '../support/e2e/test.ts'

const spots: readonly (readonly [Spot, Spot])[] = [
  [
    { x: 360, y: 220 },
    { x: 460, y: 300 },
  ],
  [
    { x: 520, y: 220 },
    { x: 620, y: 300 },
  ],
  [
    { x: 680, y: 220 },
    { x: 780, y: 300 },
  ],
  [
    { x: 360, y: 400 },
    { x: 460, y: 480 },
  ],
]

test('ST3 a reload finds everything that was saved', async ({ enter }) => {
  const ada = await enter()
  await ada.draw('Rectangle', ...spots[0])
  await ada.draw('Ellipse', ...spots[1])
  await ada.expectSaved()
  await ada.page.reload()
  for (const spot of spots.slice(0, 2)) await ada.expectInk(around(...spot), true)
  await ada.expectSaved()
})

test('ST4 with the line cut both sides draw on, see what is unsaved, and converge', async ({
  enter,
  line,
  joinStock,
}) => {
  const wire = await line()
  const ada = await enter({ origin: wire.url })
  const bob = await enter()
  await ada.expectSaved()
  wire.cut()
  await expect(ada.status).not.toHaveAttribute('data-state', 'saving')
  await ada.draw('Rectangle', ...spots[0])
  await ada.draw('Rectangle', ...spots[1])
  await expect(ada.status).toHaveAttribute('data-state', 'offline')
  await expect(ada.status).toHaveAccessibleName(/2/)
  await bob.draw('Ellipse', ...spots[2])
  await bob.expectSaved()
  await ada.expectInk(around(...spots[2]), false)
  wire.mend()
  await ada.expectSaved()
  for (const person of [ada, bob]) {
    for (const spot of spots.slice(0, 3)) await person.expectInk(around(...spot), true)
  }
  expect((await joinStock()).shapes.size).toBe(3)
})

test('PR8 a line that goes dead without a word is noticed', async ({ enter, line }) => {
  const wire = await line()
  const ada = await enter({ origin: wire.url })
  await ada.expectSaved()
  wire.freeze()
  await ada.draw('Rectangle', ...spots[0])
  await expect(ada.status).toHaveAttribute('data-state', 'saving')
  await expect(ada.status).toHaveAttribute('data-state', 'offline', { timeout: 15_000 })
  wire.mend()
  await ada.expectSaved()
})

base('ST1 kill -9 in mid-stroke loses nothing that was saved, and the stroke goes on', async ({ browser }) => {
  base.setTimeout(120_000)
  const product = await startProduct()
  try {
    const ada = await openRoom(await browser.newContext(), `${product.url}/r/killed`)
    await ada.draw('Rectangle', ...spots[0])
    await ada.expectSaved()
    const [from, to] = spots[1]
    await ada.tool('Draw').click()
    await ada.page.mouse.move(from.x, from.y)
    await ada.page.mouse.down()
    await ada.page.mouse.move((from.x + to.x) / 2, to.y, { steps: 6 })
    await product.kill()
    await ada.page.mouse.move(to.x, from.y, { steps: 6 })
    await ada.page.mouse.up()
    await expect(ada.status).toHaveAttribute('data-state', 'offline')
    await product.start()
    // PR7: ready means that clients are back, and have saved, within two seconds.
    await expect(ada.status).toHaveAttribute('data-state', 'saved', { timeout: 2_000 })
    await product.kill()
    await product.start()
    const stock = await joinAsStockClient(product.syncUrl, 'killed')
    expect(stock.types()).toEqual(['draw', 'geo'])
    stock.close()
  } finally {
    await product.close()
  }
})

base('ST4 work made without a server survives a reload without one and is saved on return', async ({ browser }) => {
  base.setTimeout(120_000)
  const product = await startProduct()
  try {
    const ada = await openRoom(await browser.newContext({ serviceWorkers: 'allow' }), `${product.url}/r/kept`)
    await ada.expectSaved()
    // The second visit goes through the service worker, which from then on can answer alone.
    await ada.page.evaluate(() => navigator.serviceWorker.ready.then(() => null))
    await ada.page.reload()
    await ada.expectSaved()
    await product.kill()
    await ada.draw('Rectangle', ...spots[0])
    await ada.draw('Rectangle', ...spots[1])
    await expect(ada.status).toHaveAttribute('data-state', 'offline')
    ada.page.on('dialog', (dialog) => dialog.accept())
    await ada.page.reload()
    await ada.expectInk(around(...spots[0]), true)
    await expect(ada.status).toHaveAttribute('data-state', 'offline')
    await expect(ada.status).toHaveAccessibleName(/2/)
    await product.start()
    await ada.expectSaved()
    const stock = await joinAsStockClient(product.syncUrl, 'kept')
    expect(stock.types()).toEqual(['geo', 'geo'])
    stock.close()
  } finally {
    await product.close()
  }
})

test('ST4 what a closed tab had not saved is saved by another tab of the same browser', async ({
  enter,
  joinStock,
}) => {
  const open = await enter()
  await open.expectSaved()
  const page = await open.page.context().newPage()
  // The line of this tab alone is dead.
  await page.routeWebSocket(/\/sync\//, (socket) => socket.close())
  await page.route('**/sync-sse/**', (route) => route.abort())
  await page.goto(open.page.url())
  const lost = roomPage(page)
  await lost.draw('Rectangle', ...spots[0])
  await expect(lost.status).toHaveAccessibleName(/1/)
  await expect(lost.status).toHaveAttribute('data-state', 'offline')
  await page.close()
  const stock = await joinStock()
  await expect.poll(() => stock.shapes.size, { timeout: 30_000 }).toBe(1)
  await open.expectInk(around(...spots[0]), true)
  await open.expectSaved()
})
