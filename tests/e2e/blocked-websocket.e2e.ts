/** Bad networks and bad moments: refused upgrades, a server that restarts under editing, one that freezes. */
import { startProduct } from '../support/e2e/product.ts'
import { around, openRoom, type RoomPage, type Spot } from '../support/e2e/room-page.ts'
import { readStoredBoard, typesOf } from '../support/e2e/stored-board.ts'
import { test as base, expect } from '../support/e2e/test.ts'
import { startUpgradeProxy, type UpgradeProxy } from '../support/server/upgrade-proxy.ts'

const spots: readonly (readonly [Spot, Spot])[] = [360, 520, 680, 840].map((x) => [
  { x, y: 260 },
  { x: x + 100, y: 340 },
])

interface Site {
  readonly product: Awaited<ReturnType<typeof startProduct>>
  readonly proxy: UpgradeProxy
  readonly address: string
  /** Two people: one directly, one behind the proxy. */
  readonly ada: RoomPage
  readonly bob: RoomPage
}
const slower = ({ status }: RoomPage) => status.getByRole('img', { name: /WebSockets are blocked/ })

/** A server of its own, because it is killed and frozen. */
const test = base.extend<{ readonly site: Site }>({
  site: async ({ browser }, use) => {
    const product = await startProduct()
    const proxy = await startUpgradeProxy(product.port)
    const contexts = [await browser.newContext(), await browser.newContext()]
    const ada = await openRoom(contexts[0], `${product.url}/r/office`)
    const bob = await openRoom(contexts[1], `${proxy.url}/r/office`)
    for (const person of [ada, bob]) await person.expectSaved()
    await use({ product, proxy, ada, bob, address: `${product.url}/r/office` })
    for (const context of contexts) await context.close()
    proxy.close()
    product.thaw()
    await product.close()
  },
})
test.setTimeout(120_000)

test('PR7 behind a proxy that refuses upgrades the board works, says so, and returns to the WebSocket', async ({
  site: { ada, bob, proxy, address },
}) => {
  await expect(slower(bob)).toBeVisible()
  await expect(slower(ada)).toBeHidden()
  await bob.draw('Rectangle', ...spots[0])
  await ada.draw('Ellipse', ...spots[1])
  for (const person of [ada, bob]) {
    for (const spot of spots.slice(0, 2)) await person.expectInk(around(...spot), true)
    await person.expectSaved()
  }
  // Live, not only stored: a stroke is seen while it is drawn.
  await bob.tool('Draw').click()
  await bob.page.mouse.move(spots[2][0].x, spots[2][0].y)
  await bob.page.mouse.down()
  await bob.page.mouse.move(spots[2][1].x, spots[2][1].y, { steps: 8 })
  await ada.expectInk(around(...spots[2]), true)
  await bob.page.mouse.up()
  proxy.allowUpgrades()
  // It asks again after ever longer waits; a whole one may have begun just now.
  await expect(slower(bob)).toBeHidden({ timeout: 65_000 })
  await bob.draw('Rectangle', ...spots[3])
  await ada.expectInk(around(...spots[3]), true)
  await bob.expectSaved()
  expect(typesOf(await readStoredBoard(address))).toEqual(['draw', 'geo', 'geo', 'geo'])
})

test('PR7 ST1 I50 a server that is killed under editing has everybody and everything back, by both ways', async ({
  site: { ada, bob, product, address },
}) => {
  await ada.draw('Rectangle', ...spots[0])
  await bob.draw('Rectangle', ...spots[1])
  await product.kill()
  await ada.draw('Ellipse', ...spots[2])
  await bob.draw('Ellipse', ...spots[3])
  for (const person of [ada, bob]) {
    await expect(person.status).toHaveAccessibleName(/^Offline, [12] unsaved changes?$/)
    await expect(person.page.getByRole('status', { name: 'Connection' })).toContainText('Connection lost')
  }
  await product.start()
  await Promise.all(
    [ada, bob].map(({ status }) => expect(status).toHaveAttribute('data-state', 'saved', { timeout: 2_500 })),
  )
  for (const person of [ada, bob]) {
    for (const spot of spots) await person.expectInk(around(...spot), true)
  }
  expect(typesOf(await readStoredBoard(address))).toEqual(['geo', 'geo', 'geo', 'geo'])
})

test('I50 a server that is stopped for an update says so beforehand, and nothing is lost', async ({
  site: { ada, bob, product, address },
}) => {
  await ada.draw('Rectangle', ...spots[0])
  await ada.expectSaved()
  await product.stop()
  for (const person of [ada, bob]) await expect(person.page.getByText('The server is restarting')).toBeVisible()
  await bob.draw('Rectangle', ...spots[1])
  await expect(bob.status).toHaveAccessibleName('Offline, 1 unsaved change')
  await product.start()
  for (const person of [ada, bob]) await person.expectSaved()
  expect(typesOf(await readStoredBoard(address))).toEqual(['geo', 'geo'])
})

test('PR8 a server that freezes is noticed by both ways, and found again when it moves', async ({
  site: { ada, bob, product, address },
}) => {
  product.freeze()
  await ada.draw('Rectangle', ...spots[0])
  await bob.draw('Rectangle', ...spots[1])
  for (const { status } of [ada, bob]) {
    await expect(status).toHaveAccessibleName('Offline, 1 unsaved change', { timeout: 20_000 })
  }
  product.thaw()
  for (const person of [ada, bob]) await person.expectSaved()
  for (const person of [ada, bob]) {
    for (const spot of spots.slice(0, 2)) await person.expectInk(around(...spot), true)
  }
  expect(typesOf(await readStoredBoard(address))).toEqual(['geo', 'geo'])
})

base(
  'I50 RM7 a room that is full says so in words, and lets the next one in when somebody leaves',
  async ({ browser }) => {
    base.setTimeout(120_000)
    const product = await startProduct({ MAX_PEERS_PER_ROOM: '1' })
    const contexts = [await browser.newContext(), await browser.newContext()]
    try {
      const ada = await openRoom(contexts[0], `${product.url}/r/small`)
      await ada.expectSaved()
      const bob = await openRoom(contexts[1], `${product.url}/r/small`)
      await expect(bob.page.getByRole('status', { name: 'Connection' })).toContainText('This board is full')
      await ada.page.close()
      await expect(bob.page.getByRole('status', { name: 'Connection' })).toBeHidden({ timeout: 15_000 })
      await bob.draw('Rectangle', ...spots[0])
      await bob.expectSaved()
    } finally {
      for (const context of contexts) await context.close()
      await product.close()
    }
  },
)
