/** The pages around the board. */
import { expect, test } from '../support/e2e/test.ts'

test('RM1 an address that is no room id says so and leads home', async ({ page, product }) => {
  const answer = await page.goto(`${product.url}/r/not%20a%20room!`)
  expect(answer?.status()).toBe(404)
  await expect(
    page
      .getByRole('link', { name: /home|start/i })
      .or(page.getByRole('button', { name: /home|start/i }))
      .first(),
  ).toBeVisible()
})

test('RM1 a new board is one click from home and its address is its link', async ({ page, product }) => {
  await page.goto(product.url)
  await page
    .getByRole('button', { name: /new board|create/i })
    .first()
    .click()
  await expect(page).toHaveURL(/\/r\/[A-Za-z0-9_-]{21}/)
  await expect(page.getByRole('toolbar').first()).toBeVisible()
})

test('TL6 a board is drawn on with the keyboard alone', async ({ enter, joinStock }) => {
  const ada = await enter()
  const stock = await joinStock()
  await ada.expectSaved()
  await ada.page.keyboard.press('r')
  await expect(ada.tool('Rectangle')).toHaveAttribute('aria-pressed', 'true')
  await ada.page.keyboard.press('Enter')
  await expect.poll(() => stock.shapes.size).toBe(1)
  const readPlacement = () => [...stock.shapes.values()][0]?.get('placement') as { x: number } | undefined
  const before = readPlacement()?.x ?? 0
  await ada.page.keyboard.press('ArrowRight')
  await expect.poll(() => readPlacement()?.x).toBe(before + 1)
  await ada.page.keyboard.press('Delete')
  await expect.poll(() => stock.shapes.size).toBe(0)
})
