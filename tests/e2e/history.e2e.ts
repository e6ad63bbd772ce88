import { around } from '../support/e2e/room-page.ts'
import { expect, test } from '../support/e2e/test.ts'

const boxFrom = { x: 420, y: 260 }
const boxTo = { x: 560, y: 360 }
const laterFrom = { x: 620, y: 420 }
const laterTo = { x: 780, y: 520 }

test('DC9 a version is looked at, restored and taken back with one undo, while others draw on', async ({
  enter,
  joinStock,
}) => {
  const [ada, bob] = [await enter(), await enter()]
  const stock = await joinStock()
  await ada.draw('Rectangle', boxFrom, boxTo)
  await ada.expectSaved()
  await ada.page.getByRole('button', { name: 'Menu', exact: true }).click()
  await ada.page.getByRole('menuitem', { name: 'Version history' }).click()
  await ada.page.getByRole('textbox', { name: 'Name of the version' }).fill('First draft')
  await ada.page.getByRole('button', { name: 'Keep', exact: true }).click()
  const entry = ada.page.getByRole('button', { name: 'Show First draft' })
  await expect(entry).toBeVisible()
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
  await page.getByRole('button', { name: 'Menu', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Version history' }).click()
  await page.getByRole('textbox', { name: 'Name of the version' }).fill('One')
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Show One' })).toBeVisible()
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
