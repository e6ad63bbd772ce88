/** The gallery of templates: on an empty board, from the home page, on a phone. */
import { violations } from '../support/e2e/axe.ts'
import { expect, test } from '../support/e2e/test.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

test('TL6 a template is chosen with the keyboard, others see it, and one undo takes it back', async ({
  enter,
  joinStock,
}) => {
  const { page } = await enter()
  const other = await enter()
  const stock = await joinStock()
  await page.getByRole('button', { name: 'Begin with a template' }).click()
  const gallery = page.getByRole('dialog', { name: 'Templates' })
  await expect(gallery.getByRole('button', { name: /^Insert / })).toHaveCount(25)
  await expect(gallery.getByRole('button', { name: 'Insert Kanban' }).locator('svg')).toBeVisible()
  expect(await violations(page)).toEqual([])
  await gallery.getByRole('searchbox', { name: 'Search templates' }).fill('kanb')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(gallery).toBeHidden()
  await expect(other.page.getByRole('button', { name: 'Begin with a template' })).toBeHidden()
  const count = () => stock.shapes.size
  await expect.poll(count).toBeGreaterThan(10)
  await page.keyboard.press('Control+z')
  await expect.poll(count).toBe(0)
})

test('a new board is made of a template on the home page', async ({ page, product }) => {
  await page.goto(product.url)
  await page.getByRole('button', { name: 'From a template' }).click()
  await page.getByRole('button', { name: 'New board: SWOT analysis' }).click()
  await page.waitForURL(/\/r\//)
  await expect(page.getByRole('toolbar').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Begin with a template' })).toBeHidden()
})

test('DC66 a board that is kept as a template makes new boards on the home page, and is renamed and taken out there', async ({
  enter,
  product,
}) => {
  const ada = await enter()
  const { page } = ada
  await ada.draw('Rectangle', { x: 420, y: 220 }, { x: 580, y: 320 })
  await ada.expectSaved()
  await page.keyboard.press('Control+/')
  await page.keyboard.type('template')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Keep this board' }).click()
  await expect(page.getByRole('dialog').getByRole('button', { name: /^Rename / })).toBeVisible()
  await page.goto(product.url)
  await page.getByRole('button', { name: 'From a template' }).click()
  const own = page.getByRole('region', { name: 'My templates' })
  await own.getByRole('button', { name: /^Rename / }).click()
  await page.keyboard.type('Mine')
  await page.keyboard.press('Enter')
  await own.getByRole('button', { name: 'New board: Mine' }).click()
  await page.waitForURL(/\/r\//)
  await expect(page.getByRole('button', { name: 'Begin with a template' })).toBeHidden()
  await page.goto(product.url)
  await page.getByRole('button', { name: 'From a template' }).click()
  await own.getByRole('button', { name: /^Remove / }).click()
  await expect(own.getByRole('button', { name: /^Remove / })).toBeHidden()
})

test('DC66 the file of a template is kept on the home page, what is none is told, and so is a store that is full', async ({
  page,
  product,
}) => {
  await page.goto(product.url)
  await page.getByRole('button', { name: 'From a template' }).click()
  const own = page.getByRole('region', { name: 'My templates' })
  const choose = async (name: string, text: string) => {
    const chooser = page.waitForEvent('filechooser')
    await own.getByRole('button', { name: 'From file' }).click()
    await (await chooser).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
  }
  const board = JSON.stringify({ type: 'inkroom', version: 1, shapes: [{ id: 'a', type: 'geo' }] })
  await choose('Ours.json', board)
  await expect(own.getByRole('button', { name: 'New board: Ours' })).toBeVisible()
  await choose('Broken.json', '{')
  await expect(own.getByRole('alert')).toBeVisible()
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  await own.getByRole('button', { name: 'Rename Ours' }).click()
  await page.keyboard.type('Mine')
  await page.keyboard.press('Enter')
  await expect(own.getByRole('alert')).toHaveText('There is no room for this template')
  await choose('More.json', board)
  await expect(own.getByRole('alert')).toHaveText('There is no room for this template')
  await expect(own.getByRole('button', { name: 'New board: Ours' })).toBeVisible()
  await expect(own.getByRole('button', { name: 'New board: More' })).toBeHidden()
})

test('on a phone the gallery takes the whole height', async ({ enter }) => {
  const { page } = await enter({ name: 'Ada', device: phone })
  await page.getByRole('button', { name: 'Begin with a template' }).click()
  const box = await page.getByRole('dialog', { name: 'Templates' }).boundingBox()
  expect([box?.y, box?.height, box?.width]).toEqual([0, 844, 390])
})
