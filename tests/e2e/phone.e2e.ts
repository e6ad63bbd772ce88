/** People together on a phone: nothing lies over anything else, and everything can be reached with a thumb. */
import type { Locator } from '@playwright/test'
import type { RoomPage } from '../support/e2e/room-page.ts'
import { expect, test } from '../support/e2e/test.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const small = { ...phone, viewport: { width: 360, height: 640 } }
const card = ({ page }: RoomPage) => page.getByRole('form', { name: 'Hello! What should we call you?' })
const workshop = ({ page }: RoomPage) => page.getByRole('button', { name: 'Reactions and workshop' })

async function boxOf(part: Locator) {
  const box = await part.boundingBox()
  if (!box) throw new Error(`not on screen: ${part}`)
  return box
}

async function expectApart(...parts: readonly Locator[]): Promise<void> {
  const boxes = await Promise.all(parts.map(boxOf))
  for (const [nth, a] of boxes.entries()) {
    for (const b of boxes.slice(nth + 1)) {
      const isBeside = a.x + a.width <= b.x || b.x + b.width <= a.x
      const isAbove = a.y + a.height <= b.y || b.y + b.height <= a.y
      expect(isBeside || isAbove, `${JSON.stringify(a)} lies over ${JSON.stringify(b)}`).toBe(true)
    }
  }
}

for (const device of [phone, small]) {
  const { width, height } = device.viewport
  test(`I42 on a phone of ${width} x ${height} card, chips and the bottom row lie beside one another`, async ({
    enter,
  }) => {
    const ada = await enter({ device })
    const { page } = ada
    await expect(card(ada)).toBeVisible()
    await workshop(ada).tap()
    await page.getByRole('button', { name: 'Start a 5-minute timer' }).tap()
    await page.getByRole('button', { name: 'Start voting' }).tap()
    const timer = page.getByRole('timer')
    await expect(timer).toBeVisible()
    await expectApart(card(ada), timer, page.getByRole('toolbar').first())
    const row = ['Redo', 'Chat', 'Reactions and workshop'].map((name) =>
      page.getByRole('button', { name, exact: true }),
    )
    await expectApart(...row)
    const [redo, chat, own] = await Promise.all(row.map(boxOf))
    expect([chat.y, own.y]).toEqual([redo.y, redo.y])
    expect(Math.min(own.width, own.height, chat.width, chat.height)).toBeGreaterThanOrEqual(44)
    // Who opens the form from the avatar has found it: the card has nothing more to ask.
    await page.getByRole('button', { name: /\(you\)$/ }).tap()
    await expect(card(ada)).toBeHidden()
    await page.getByRole('radio', { name: 'Olive' }).tap()
    await expect(page.getByRole('radio', { name: 'Olive' })).toBeChecked()
    await page.getByRole('button', { name: 'Done' }).tap()
    await page.keyboard.press('r')
    await page.touchscreen.tap(width / 2, height / 2)
    await expectApart(page.getByRole('button', { name: 'Style', exact: true }), row[2])
  })
}

test('I49 I42 on a phone the line that says whom I follow is whole, and ends the following', async ({ enter }) => {
  const ada = await enter({ name: 'Ada', device: phone })
  await enter({ name: 'Bob' })
  await ada.page.getByRole('button', { name: 'Follow Bob' }).tap()
  const words = ada.page.getByText('Following Bob', { exact: true })
  await expect(words).toBeVisible()
  await expectApart(words, ada.page.getByRole('toolbar').first(), ada.page.getByRole('button', { name: 'Share' }))
  await ada.page.getByRole('status').getByText('Following Bob').waitFor()
  await ada.page.getByRole('button', { name: 'Stop following Bob' }).last().tap()
  await expect(words).toBeHidden()
})

test('DC9 I42 on a phone the list makes way for the version chosen from it, and is back afterwards', async ({
  enter,
}) => {
  const ada = await enter({ name: 'Ada', device: phone })
  const { page } = ada
  await page.keyboard.press('r')
  await page.touchscreen.tap(200, 300)
  await ada.expectSaved()
  await page.getByRole('button', { name: 'Menu', exact: true }).tap()
  await page.getByRole('menuitemcheckbox', { name: /history/i }).tap()
  await page.getByRole('textbox', { name: 'Version name' }).fill('First')
  await page.getByRole('button', { name: 'Keep' }).tap()
  await page.getByRole('button', { name: /First/ }).tap()
  const list = page.getByRole('complementary', { name: 'Version history' })
  await expect(page.getByRole('slider')).toBeVisible()
  await expect(list).toBeHidden()
  await expectApart(
    page.getByRole('slider'),
    page.getByRole('button', { name: 'Restore' }),
    page.getByRole('button', { name: 'Share' }),
  )
  await page.getByRole('button', { name: /^Back/ }).tap()
  await expect(list).toBeVisible()
})

test('I42 on a tablet an open panel lies beside the chips and above the tools', async ({ enter }) => {
  const ada = await enter({ name: 'Ada', device: { viewport: { width: 820, height: 1180 }, hasTouch: true } })
  const { page } = ada
  await workshop(ada).tap()
  await page.getByRole('button', { name: 'Start a 5-minute timer' }).tap()
  await page.getByRole('button', { name: 'Start voting' }).tap()
  await page.getByRole('button', { name: 'Chat', exact: true }).tap()
  const voting = page.getByRole('region', { name: 'Dot voting' })
  await expectApart(
    page.getByRole('complementary', { name: 'Chat' }),
    page.getByRole('region', { name: 'Timer' }),
    voting,
    page.getByRole('toolbar').first(),
  )
})

test('I42 on a phone a comment is written in sight, and its list is back afterwards', async ({ enter }) => {
  const ada = await enter({ name: 'Ada', device: phone })
  const { page } = ada
  const list = page.getByRole('complementary', { name: 'Comments' })
  const openList = async () => {
    await page.getByRole('button', { name: 'Menu', exact: true }).tap()
    await page.getByRole('menuitemcheckbox', { name: 'Comments' }).tap()
  }
  await openList()
  await page.getByRole('button', { name: 'Add a comment' }).tap()
  await expect(list).toBeHidden()
  await page.touchscreen.tap(200, 500)
  const field = page.getByRole('textbox', { name: 'Write a comment' })
  await field.fill('here')
  await page.getByRole('button', { name: 'Send' }).tap()
  await expect(page.getByRole('button', { name: 'Delete thread' })).toBeVisible()
  await page.getByRole('button', { name: 'Close', exact: true }).tap()
  await openList()
  await list.getByRole('button', { name: /here/ }).tap()
  await expect(field).toBeVisible()
  await expect(list).toBeHidden()
  await page.getByRole('button', { name: 'Close', exact: true }).tap()
  await expect(list).toBeVisible()
})
