import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { pdfOf } from '../support/document/pdf-file.ts'
import { countDark } from '../support/e2e/png.ts'
import { expect, test } from '../support/e2e/test.ts'

const board = {
  type: 'excalidraw',
  version: 2,
  elements: [
    { id: 'a', type: 'rectangle', x: 0, y: 0, width: 200, height: 100, strokeColor: '#1e1e1e' },
    { id: 'b', type: 'ellipse', x: 260, y: 0, width: 120, height: 100, strokeColor: '#1e1e1e' },
  ],
}
const fileOf = (name: string, content: unknown) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
})
async function openFile(page: Page, file: ReturnType<typeof fileOf>): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Open a file' }).click()
  await (await chooser).setFiles(file)
}

test('RM1 a board that was left is on the start page with a picture of what is on it', async ({
  enter,
  product,
  room,
}) => {
  const { page, draw, expectSaved } = await enter()
  await draw('Rectangle', { x: 400, y: 300 }, { x: 700, y: 500 })
  await expectSaved()
  await page.goto(product.url)
  const card = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Untitled board' }) })
  const picture = card.locator('img')
  await expect(picture).toBeVisible()
  await expect.poll(async () => countDark(await picture.screenshot())).toBeGreaterThan(100)
  // In the dark the same picture is dark; taken back after that, the board still has it.
  await card.getByRole('button', { name: /^Remove .* from the list/ }).click()
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(picture).toBeVisible()
  await card.getByRole('link').click()
  await expect(page).toHaveURL(`${product.url}/r/${room}`)
})

test('RM1 a board is renamed and forgotten by keyboard, and taken back', async ({ enter, product }) => {
  const { page, expectSaved } = await enter()
  await expectSaved()
  await page.goto(product.url)
  const link = (name: string) => page.getByRole('link', { name, exact: true })
  await page.getByRole('button', { name: 'Rename Untitled board' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('Retro plan')
  await page.keyboard.press('Enter')
  await expect(link('Retro plan')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Rename Retro plan' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.type('no, not this')
  await page.keyboard.press('Escape')
  // A visit does not overwrite what the person calls it.
  await link('Retro plan').click()
  await expect(page.getByRole('toolbar').first()).toBeVisible()
  await page.goBack()
  await page.getByRole('button', { name: 'Remove Retro plan from the list' }).press('Enter')
  await expect(link('Retro plan')).toHaveCount(0)
  await expect(page.getByText('Boards you open appear here.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(link('Retro plan')).toBeVisible()
  await page.reload()
  await expect(link('Retro plan')).toBeVisible()
})

test('RM1 a pasted link with its grant or a bare id leads to the board, anything else is explained', async ({
  page,
  product,
  room,
}) => {
  await page.goto(product.url)
  const field = page.getByRole('textbox', { name: 'Board link or id' })
  await field.fill('what is this?')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'not a board link' })).toBeVisible()
  await field.fill(`${product.url}/r/${room}#shape=none`)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${product.url}/r/${room}#shape=none`)
  await page.goto(product.url)
  await field.fill(room)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${product.url}/r/${room}`)
})

test('DC8 DC49 a board file becomes a new board, that of this program and a PDF too', async ({ page, product }) => {
  await page.goto(product.url)
  await openFile(page, fileOf('plan.excalidraw', board))
  // A process for the work may have to start first.
  await expect(page).toHaveURL(/\/r\/[\w-]{21}$/, { timeout: 30_000 })
  await expect(page.getByRole('toolbar').first()).toBeVisible()
  await expect(page.locator('[role=status][data-state]')).toHaveAttribute('data-state', 'saved')
  const saving = page.waitForEvent('download')
  await page.keyboard.press('Control+s')
  const saved = readFileSync(await (await saving).path(), 'utf8')
  expect(JSON.parse(saved).shapes).toHaveLength(2)
  const first = page.url()
  await page.goto(product.url)
  await openFile(page, fileOf('plan.inkroom.json', saved))
  // A process for the work may have to start first.
  await expect(page).toHaveURL(/\/r\/[\w-]{21}$/, { timeout: 30_000 })
  expect(page.url()).not.toBe(first)
  await page.goto(product.url)
  await openFile(page, { name: 'plan.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdfOf([[300, 200]])) })
  await expect(page).toHaveURL(/\/r\/[\w-]{21}$/, { timeout: 30_000 })
  const room = page.url().split('/').at(-1)
  const made = await (await fetch(`${product.url}/api/rooms/${room}/export/json`)).json()
  expect(made.shapes.map(({ type }: { type: string }) => type)).toEqual(['frame', 'image'])
})

test('DC8 a file that is no board is refused with its name, and makes no board', async ({ page, product }) => {
  await page.goto(product.url)
  await openFile(page, fileOf('notes.txt', 'just words'))
  await expect(page.getByRole('alert').filter({ hasText: 'notes.txt' })).toBeVisible()
  await openFile(page, fileOf('broken.json', '{"type": "inkroom/board"'))
  await expect(page.getByRole('alert').filter({ hasText: 'could not be read' })).toBeVisible()
  await expect(page).toHaveURL(`${product.url}/`)
  await page.reload()
  await expect(page.getByText('Boards you open appear here.')).toBeVisible()
})

test('AR9 on a phone the start page fits and its buttons are large enough', async ({ browser, product }) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
  const page = await context.newPage()
  await page.addInitScript(() => {
    const room = { id: 'seen-before', name: 'A board with quite a long name that does not fit', at: Date.now() }
    localStorage.setItem('inkroom.rooms', JSON.stringify([room]))
  })
  await page.goto(product.url)
  await expect(page.getByRole('listitem')).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  for (const button of await page.getByRole('main').getByRole('button').all()) {
    const size = await button.boundingBox()
    expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(44)
  }
  await context.close()
})
