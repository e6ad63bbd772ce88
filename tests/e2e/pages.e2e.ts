import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/e2e/test.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

/** One line for each violation that axe finds on what is shown now. */
async function scan(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource)
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(root: Document): Promise<{ violations: Violation[] }> } }
    return (await axe.run(document)).violations
  })
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  )
}

test('AR9 the home page has no violation that axe can find', async ({ page, product }) => {
  await page.goto(product.url)
  await expect(page.getByRole('button', { name: /new board|create/i }).first()).toBeVisible()
  expect(await scan(page)).toEqual([])
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`AR9 the room has none, ${colorScheme}`, async ({ enter }) => {
    const ada = await enter()
    await ada.page.emulateMedia({ colorScheme })
    await ada.draw('Rectangle', { x: 400, y: 300 }, { x: 500, y: 380 })
    await ada.expectSaved()
    expect(await scan(ada.page)).toEqual([])
  })
}

test('AR9 the dialogs have none', async ({ enter }) => {
  const ada = await enter()
  await ada.page.getByRole('button', { name: 'Share' }).click()
  await expect(ada.page.getByRole('dialog')).toBeVisible()
  expect(await scan(ada.page)).toEqual([])
  await ada.page.keyboard.press('Escape')
  await expect(ada.page.getByRole('dialog')).toHaveCount(0)
  await ada.page.keyboard.press('?')
  await expect(ada.page.getByRole('dialog')).toBeVisible()
  expect(await scan(ada.page)).toEqual([])
})

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
