import { around, openRoom, type RoomPage } from '../support/e2e/room-page.ts'
import { expect, test } from '../support/e2e/test.ts'

const boxFrom = { x: 420, y: 260 }
const boxTo = { x: 560, y: 360 }
const laterFrom = { x: 620, y: 420 }
const laterTo = { x: 780, y: 520 }

async function rename({ page }: RoomPage, name: string): Promise<void> {
  await page.getByRole('button', { name: /\(you\)$/ }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Your name' }).fill(name)
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click()
}
async function openHistory({ page }: RoomPage): Promise<void> {
  await page.getByRole('button', { name: 'Menu', exact: true }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Version history' }).click()
}
async function keepVersion(person: RoomPage, name: string): Promise<void> {
  await person.page.getByRole('textbox', { name: 'Version name' }).fill(name)
  await person.page.getByRole('button', { name: 'Keep', exact: true }).click()
  await expect(person.page.getByRole('button', { name: `Show ${name}` })).toBeVisible()
}

test('DC9 a version is looked at, restored and taken back with one undo, while others draw on', async ({
  enter,
  joinStock,
}) => {
  const [ada, bob] = [await enter(), await enter()]
  const stock = await joinStock()
  await ada.draw('Rectangle', boxFrom, boxTo)
  await ada.expectSaved()
  await openHistory(ada)
  await keepVersion(ada, 'First draft')
  const entry = ada.page.getByRole('button', { name: 'Show First draft' })
  await bob.draw('Ellipse', laterFrom, laterTo)
  await ada.expectInk(around(laterFrom, laterTo), true)

  await entry.click()
  const bar = ada.page.getByRole('region', { name: 'Version shown' })
  await expect(bar.getByRole('status')).toHaveText('1 added since')
  await ada.expectInk(around(boxFrom, boxTo), true)
  await bob.draw('Rectangle', { x: 420, y: 480 }, { x: 520, y: 560 })
  await expect(bar.getByRole('status')).toHaveText('2 added since')
  await ada.page.keyboard.press('Delete')
  await ada.page.keyboard.press('Control+z')
  expect(stock.shapes.size).toBe(3)

  await bar.getByRole('button', { name: 'Restore' }).click()
  await expect(bar).toBeHidden()
  await expect.poll(() => stock.shapes.size).toBe(1)
  await bob.expectInk(around(laterFrom, laterTo), false)
  await ada.page.keyboard.press('Control+z')
  await expect.poll(() => stock.shapes.size).toBe(3)
  await bob.expectInk(around(laterFrom, laterTo), true)
})

test('DC9 the growth of the board is played from the first version to now, also for viewers', async ({ enter }) => {
  const ada = await enter()
  const { page } = ada
  await ada.draw('Rectangle', boxFrom, boxTo)
  await ada.expectSaved()
  await openHistory(ada)
  await keepVersion(ada, 'One')
  await ada.draw('Ellipse', laterFrom, laterTo)
  await ada.expectSaved()

  await page.getByRole('button', { name: 'Show One' }).click()
  const player = page.getByRole('region', { name: 'How the board grew' })
  await player.getByRole('button', { name: 'Speed 1×' }).click()
  await player.getByRole('button', { name: 'Play' }).click()
  const bar = page.getByRole('region', { name: 'Version shown' })
  await expect(bar.getByRole('status')).toHaveText('Same as now')
  await expect(player.getByRole('button', { name: 'Play' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(bar).toBeHidden()
  await expect(ada.tool('Rectangle')).toBeVisible()
})

test('DC9 a version tells who was there, and a viewer looks at it without being able to restore', async ({
  browser,
  product,
  request,
}) => {
  const made = await request.post(`${product.url}/api/rooms`, { data: { access: 'view' } })
  const { room, ownerToken } = (await made.json()) as { room: string; ownerToken: string }
  const ada = await openRoom(await browser.newContext(), `${product.url}/r/${room}#token=${ownerToken}`)
  const vera = await openRoom(await browser.newContext(), `${product.url}/r/${room}`)
  await rename(ada, 'Ada')
  await rename(vera, 'Vera')
  await expect(ada.page.getByRole('button', { name: 'Follow Vera' })).toBeVisible()
  await expect(vera.page.getByRole('button', { name: 'Follow Ada' })).toBeVisible()
  await ada.draw('Rectangle', boxFrom, boxTo)
  await ada.expectSaved()
  await openHistory(ada)
  await keepVersion(ada, 'Start')
  await ada.page.keyboard.press('Control+a')
  await ada.page.keyboard.press('Delete')
  await ada.draw('Ellipse', laterFrom, laterTo)
  await ada.expectSaved()

  await openHistory(vera)
  const entry = vera.page.getByRole('button', { name: 'Show Start' })
  await expect(entry).toHaveAccessibleDescription(/Ada.*Vera|Vera.*Ada/)
  await expect(vera.page.getByRole('textbox', { name: 'Version name' })).toHaveCount(0)
  await entry.click()
  const bar = vera.page.getByRole('region', { name: 'Version shown' })
  await expect(bar.getByRole('status')).toContainText('1 added since')
  await expect(bar.getByRole('status')).toContainText('1 removed since')
  // Told apart by sign and by line, not by colour alone.
  for (const [kind, sign] of [['added', '+'] as const, ['removed', '−'] as const]) {
    await expect(vera.page.locator(`svg g[data-kind="${kind}"] text`)).toHaveText(sign)
  }
  await expect(bar.getByRole('button', { name: 'Restore' })).toHaveCount(0)
  await bar.getByRole('button', { name: 'Back to now' }).click()
  await expect(bar).toBeHidden()
})

test('DC9 TL6 I42 the slider steps through the versions by keys and by finger, and says which one it shows', async ({
  enter,
}) => {
  const ada = await enter({ device: { hasTouch: true } })
  const { page } = ada
  await ada.draw('Rectangle', boxFrom, boxTo)
  await ada.expectSaved()
  await openHistory(ada)
  await keepVersion(ada, 'One')
  await ada.draw('Ellipse', laterFrom, laterTo)
  await ada.expectSaved()
  await keepVersion(ada, 'Two')
  await page.getByRole('button', { name: 'Show One' }).click()
  const slider = page.getByRole('slider', { name: 'How the board grew' })
  const status = page.getByRole('region', { name: 'Version shown' }).getByRole('status')
  await expect(slider).toHaveAttribute('aria-valuetext', 'One, 1 of 3')
  await expect(status).toHaveText('1 added since')
  await slider.focus()
  await page.keyboard.press('ArrowRight')
  await expect(slider).toHaveAttribute('aria-valuetext', 'Two, 2 of 3')
  await expect(status).toHaveText('Same as now')
  await page.keyboard.press('End')
  await expect(slider).toHaveAttribute('aria-valuetext', 'Now, 3 of 3')
  await page.keyboard.press('Home')
  await expect(slider).toHaveAttribute('aria-valuetext', 'One, 1 of 3')
  const { x, y, width, height } = (await slider.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  expect(height).toBeGreaterThanOrEqual(44)
  await page.touchscreen.tap(x + width - 12, y + height / 2)
  await expect(slider).toHaveAttribute('aria-valuetext', 'Now, 3 of 3')
})
