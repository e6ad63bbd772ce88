/** The small bars that belong to a shape: of an image, of a crop, of a text. */
import type { Locator } from '@playwright/test'
import { plainPng } from '../support/e2e/pictures.ts'
import type { RoomPage } from '../support/e2e/room-page.ts'
import type { StockClient } from '../support/e2e/stock-client.ts'
import { expect, test } from '../support/e2e/test.ts'

async function choosePicture({ page }: RoomPage, color: string, w: number, h: number, act: () => Promise<void>) {
  const buffer = Buffer.from(await plainPng(page, color, w, h))
  const chooser = page.waitForEvent('filechooser')
  await act()
  await (await chooser).setFiles({ name: `${color.slice(1)}.png`, mimeType: 'image/png', buffer })
}
const imageOf = (stock: StockClient) => [...stock.shapes.values()].find((shape) => shape.get('type') === 'image')

async function expectApart(a: Locator, b: Locator) {
  const [p, q] = [await a.boundingBox(), await b.boundingBox()]
  if (!p || !q) throw new Error('not on screen')
  const isApart = p.x + p.width <= q.x || q.x + q.width <= p.x || p.y + p.height <= q.y || q.y + q.height <= p.y
  expect(isApart).toBe(true)
}

test('I126 a selected image has a bar: its words are kept and told, another file takes its place, it can be saved', async ({
  enter,
  joinStock,
}) => {
  const ada = await enter()
  const stock = await joinStock()
  await choosePicture(ada, '#e03131', 300, 200, () => ada.page.keyboard.press('9'))
  const bar = ada.page.getByRole('toolbar', { name: 'Image' })
  await expect(bar).toBeVisible()
  await bar.getByRole('button', { name: 'Alternative text' }).click()
  await ada.page.getByRole('textbox', { name: 'What does the image show?' }).fill('A red field')
  await ada.page.keyboard.press('Enter')
  await expect.poll(() => imageOf(stock)?.get('alt')).toBe('A red field')
  await expect(ada.page.locator('[data-announcer]')).toContainText('A red field')
  const before = imageOf(stock)?.get('asset')
  await choosePicture(ada, '#1971c2', 300, 300, () => bar.getByRole('button', { name: 'Replace image' }).click())
  await expect.poll(() => imageOf(stock)?.get('asset')).not.toBe(before)
  expect(imageOf(stock)?.get('placement')).toMatchObject({ w: 300, h: 300 })
  expect(imageOf(stock)?.get('alt')).toBe('A red field')
  const download = ada.page.waitForEvent('download')
  await bar.getByRole('button', { name: 'Download image' }).click()
  expect((await download).suggestedFilename()).toBe('A red field.png')
  await ada.page.keyboard.press('Control+z')
  await expect.poll(() => imageOf(stock)?.get('asset')).toBe(before)
})

test('I126 the picture that takes the place of another is named by its file while it is on its way', async ({
  enter,
}) => {
  const ada = await enter()
  await choosePicture(ada, '#e03131', 300, 200, () => ada.page.keyboard.press('9'))
  const bar = ada.page.getByRole('toolbar', { name: 'Image' })
  await expect(bar).toBeVisible()
  await ada.expectSaved()
  let goOn = (): void => {}
  const held = new Promise<void>((resolve) => {
    goOn = resolve
  })
  await ada.page.route(/\/assets\//, async (route) => {
    if (route.request().method() === 'PUT') await held
    await route.continue()
  })
  const replace = bar.getByRole('button', { name: 'Replace image' })
  await choosePicture(ada, '#1971c2', 300, 300, () => replace.click())
  await expect(ada.page.getByText('Uploading 1971c2.png…')).toBeVisible()
  goOn()
  await ada.expectSaved()
})

test('I126 a crop has a ratio, a way back to the whole image, and an end that is one step', async ({
  enter,
  joinStock,
}) => {
  const ada = await enter()
  const stock = await joinStock()
  await choosePicture(ada, '#e03131', 300, 200, () => ada.page.keyboard.press('9'))
  await ada.page.getByRole('button', { name: 'Crop image' }).click()
  const bar = ada.page.getByRole('toolbar', { name: 'Crop the picture' })
  await bar.getByRole('combobox').selectOption('1:1')
  await bar.getByRole('button', { name: 'Done' }).click()
  await expect.poll(() => imageOf(stock)?.get('placement')).toMatchObject({ w: 200, h: 200 })
  await ada.page.getByRole('button', { name: 'Crop image' }).click()
  await bar.getByRole('button', { name: 'Show the whole image' }).click()
  await bar.getByRole('button', { name: 'Done' }).click()
  await expect.poll(() => imageOf(stock)?.get('placement')).toMatchObject({ w: 300, h: 200 })
  await ada.page.keyboard.press('Control+z')
  await expect.poll(() => imageOf(stock)?.get('placement')).toMatchObject({ w: 200, h: 200 })
})

test('I127 the bar of a text appears for marked words or by its key, and not for typing', async ({ enter }) => {
  const ada = await enter()
  const bar = ada.page.getByRole('toolbar', { name: /Format/ })
  await ada.tool('Text').click()
  await ada.page.mouse.click(640, 400)
  await ada.page.keyboard.type('some words')
  await expect(bar).toBeHidden()
  await ada.page.keyboard.press('Shift+Home')
  await expect(bar).toBeVisible()
  await expectApart(bar, ada.page.getByRole('textbox', { name: 'Text', exact: true }))
  await ada.page.keyboard.press('End')
  await expect(bar).toBeHidden()
  await ada.page.keyboard.press('Alt+F10')
  await expect(bar.getByRole('button', { name: 'Bold' })).toBeFocused()
  await ada.page.keyboard.press('ArrowRight')
  await expect(bar.getByRole('button', { name: 'Italic' })).toBeFocused()
  await ada.page.keyboard.press('Escape')
  await expect(bar).toBeHidden()
  await ada.page.keyboard.type('!')
  await expect(ada.page.getByRole('textbox', { name: 'Text', exact: true })).toHaveText('some words!')
})

test('I127 the bar of a text at the edge of the window stays in it, beside the style panel', async ({ enter }) => {
  const ada = await enter()
  const bar = ada.page.getByRole('toolbar', { name: /Format/ })
  await ada.tool('Text').click()
  await ada.page.mouse.click(300, 300)
  await ada.page.keyboard.type('left')
  await ada.page.keyboard.press('Shift+Home')
  await expect(bar).toBeVisible()
  await expectApart(bar, ada.page.getByRole('region', { name: 'Style' }))
})
