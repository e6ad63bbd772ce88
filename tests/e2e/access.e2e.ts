/** Every face of the product before axe: pages, dialogs, menus, panels and sheets, by day and by night. */
import type { BrowserContextOptions, Page } from '@playwright/test'
import { violations } from '../support/e2e/axe.ts'
import type { RoomPage } from '../support/e2e/room-page.ts'
import { expect, test } from '../support/e2e/test.ts'

const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

const clean = async (page: Page, what: string) => expect.soft(await violations(page), what).toEqual([])

async function chooseFromMenu(page: Page, item: RegExp) {
  await page.getByRole('button', { name: 'Menu', exact: true }).click()
  await page.locator('[role^=menuitem]', { hasText: item }).click()
  await expect(page.getByRole('menu')).toBeHidden()
}

/** Opens one dialog after another. */
async function checkDialogs({ page }: RoomPage) {
  const dialogs: readonly (readonly [string, () => Promise<void>])[] = [
    ['share', () => page.getByRole('button', { name: 'Share' }).click()],
    ['export', () => chooseFromMenu(page, /^Export/)],
    ['preferences', () => chooseFromMenu(page, /^Preferences/)],
    ['shortcuts', () => chooseFromMenu(page, /shortcuts/i)],
    ['palette', () => chooseFromMenu(page, /palette/i)],
    ['link', () => page.keyboard.press('Control+k')],
  ]
  for (const [name, open] of dialogs) {
    await open()
    const dialog = page.getByRole('dialog')
    await expect(dialog, name).toBeVisible()
    await clean(page, name)
    await page.keyboard.press('Escape')
    await expect(dialog, name).toBeHidden()
  }
}

async function checkMenus({ page }: RoomPage) {
  await page.getByRole('button', { name: 'Menu', exact: true }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await clean(page, 'main menu')
  for (const name of [/^Board background/, /^Theme/, /^Language/]) {
    const item = page.getByRole('menuitem', { name })
    await item.focus()
    await expect(item).toHaveAttribute('data-highlighted')
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('menu').nth(1).locator(':focus')).toBeVisible()
    await clean(page, `submenu ${name}`)
    await page.keyboard.press('ArrowLeft')
    await expect(page.getByRole('menu')).toHaveCount(1)
  }
  await page.keyboard.press('Escape')
  const bar = page.getByRole('toolbar').first()
  for (const name of ['More tools', 'More shapes']) {
    await bar.getByRole('button', { name, exact: true }).click()
    await expect(page.getByRole('menu').or(page.getByRole('dialog'))).toBeVisible()
    await clean(page, name)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu').or(page.getByRole('dialog'))).toBeHidden()
  }
  for (const at of [
    { x: 550, y: 300, what: 'menu of a shape' },
    { x: 900, y: 600, what: 'menu of the board' },
  ]) {
    await page.mouse.click(at.x, at.y, { button: 'right' })
    await expect(page.getByRole('menu', { name: 'Actions' })).toBeVisible()
    await clean(page, at.what)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toBeHidden()
  }
  await page.getByRole('button', { name: /\(you\)/ }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await clean(page, 'my name')
  await page.keyboard.press('Escape')
}

async function checkPanels({ page }: RoomPage) {
  for (const name of [/^Chat/, /^Comments/, /^Version history/, /^Exact/]) {
    await chooseFromMenu(page, name)
    const panel = page.getByRole('complementary')
    await expect(panel).toBeVisible()
    await clean(page, String(name))
    await panel.getByRole('button', { name: 'Close', exact: true }).click()
    await expect(panel).toBeHidden()
  }
  await page.keyboard.press('Control+f')
  await expect(page.getByRole('search')).toBeVisible()
  await clean(page, 'find')
  await page.keyboard.press('Escape')
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`AR9 home and the page of no room have no violation, ${colorScheme}`, async ({ browser, product }) => {
    const context = await browser.newContext({ colorScheme })
    const page = await context.newPage()
    await page.goto(product.url)
    await expect(page.getByRole('button', { name: /new board|create/i }).first()).toBeVisible()
    await clean(page, 'home')
    await page.goto(`${product.url}/r/not%20a%20room!`)
    await expect(page.getByRole('heading').first()).toBeVisible()
    await clean(page, 'no room')
    await context.close()
  })

  test(`AR9 the board and its dialogs have no violation, ${colorScheme}`, async ({ enter }) => {
    const ada = await enter({ device: { colorScheme } })
    await clean(ada.page, 'first visit')
    await ada.draw('Rectangle', { x: 500, y: 300 }, { x: 600, y: 380 })
    await ada.expectSaved()
    await clean(ada.page, 'board')
    await ada.page.keyboard.press('Control+a')
    await clean(ada.page, 'board with a selection')
    await checkDialogs(ada)
  })

  test(`AR9 menus and panels have no violation, ${colorScheme}`, async ({ enter }) => {
    const ada = await enter({ device: { colorScheme } })
    await ada.draw('Rectangle', { x: 500, y: 300 }, { x: 600, y: 380 })
    await ada.page.keyboard.press('Control+a')
    await checkMenus(ada)
    await ada.page.keyboard.press('Control+a')
    await checkPanels(ada)
  })

  test(`AR9 a phone and a visitor who only looks find no violation, ${colorScheme}`, async ({
    enter,
    browser,
    product,
  }) => {
    const ada = await enter({ device: { ...phone, colorScheme } })
    await ada.tool('Rectangle').tap()
    await clean(ada.page, 'phone')
    await ada.page.getByRole('button', { name: 'Style', exact: true }).tap()
    await expect(ada.page.getByRole('region', { name: 'Style' })).toBeVisible()
    await clean(ada.page, 'sheet of styles')
    await ada.page.getByRole('button', { name: 'Style', exact: true }).tap()
    await ada.page.getByRole('button', { name: 'Menu', exact: true }).tap()
    await ada.page.getByRole('menuitemcheckbox', { name: 'Chat' }).tap()
    await clean(ada.page, 'sheet of the chat')
    const context = await browser.newContext({ colorScheme })
    const page = await context.newPage()
    const made = await page.request.post(`${product.url}/api/rooms`, { data: { access: 'view' } })
    const { room } = (await made.json()) as { room: string }
    await page.goto(`${product.url}/r/${room}`)
    await expect(page.getByText('View only')).toBeVisible()
    await clean(page, 'viewer')
    await context.close()
  })
}
