/** Where the keys go: windows give the focus back, panels take it and let go of it, and an input method keeps its own. */
import type { Page } from '@playwright/test'
import { expect, test } from '../support/e2e/test.ts'

const board = (page: Page) => page.getByRole('application')

/** Enter as an input method sends it while it chooses among words. */
async function chooseWord(page: Page): Promise<void> {
  await page.evaluate(() => {
    const key = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, isComposing: true })
    document.activeElement?.dispatchEvent(key)
  })
}

test('I55 a dialog gives the focus back: to its button, and to the board when it was opened from a menu', async ({
  enter,
}) => {
  const { page } = await enter({ name: 'Ada' })
  const share = page.getByRole('button', { name: 'Share' })
  await share.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(share).toBeFocused()
  await page.getByRole('button', { name: 'Menu', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: /Preferences/ }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect.poll(() => page.evaluate(() => document.activeElement === document.body)).toBe(false)
})

test('I55 in a dialog a pressed button has the focus, and the next Tab goes on from there', async ({ enter }) => {
  const { page } = await enter({ name: 'Ada' })
  await page.getByRole('button', { name: 'Share' }).click()
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.getByRole('button', { name: 'Copy link' })).toBeFocused()
})

test('I55 the chat opens ready to write, sends with Enter and Ctrl+Enter, and Esc goes back to the board', async ({
  enter,
}) => {
  const ada = await enter({ name: 'Ada' })
  const { page } = ada
  await page.getByRole('button', { name: 'Chat', exact: true }).click()
  const field = page.getByRole('textbox', { name: 'Write a message' })
  await expect(field).toBeFocused()
  await page.keyboard.type('one')
  await page.keyboard.press('Enter')
  await page.keyboard.type('two')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('log').getByText('two', { exact: true })).toBeVisible()
  await page.keyboard.type('half')
  await page.keyboard.press('Escape')
  await expect(field).toHaveValue('half')
  await expect(board(page)).toBeFocused()
  await field.fill('')
  await page.keyboard.press('Escape')
  await expect(field).toBeHidden()
  await expect(board(page)).toBeFocused()
})

test('I55 a panel opened by a command has the focus, and Esc closes it', async ({ enter }) => {
  const { page } = await enter({ name: 'Ada' })
  await page.keyboard.press('Control+/')
  await page.keyboard.type('version')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: 'Version history' })
  await expect(panel).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
})

test('I53 Enter that chooses a word of an input method neither sends, renames nor runs', async ({ enter }) => {
  const { page } = await enter({ name: 'Ada' })
  const title = page.getByRole('textbox', { name: 'Board title' })
  await title.click()
  await chooseWord(page)
  await expect(title).toBeFocused()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+/')
  await chooseWord(page)
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.press('Escape')
  await page.mouse.move(500, 400)
  await page.keyboard.press('/')
  await page.keyboard.type('here')
  const say = page.getByRole('textbox', { name: 'Say something' })
  await chooseWord(page)
  await page.keyboard.type('!')
  await expect(say).toHaveValue('here!')
  // Enter by itself leaves the words standing; what is typed next takes their place.
  await page.keyboard.press('Enter')
  await expect(say).toHaveValue('here!')
  await page.keyboard.type('there')
  await expect(say).toHaveValue('there')
})

test('RM8 whoever watched slides has the own view back when they are over', async ({ enter }) => {
  const ada = await enter({ name: 'Ada' })
  const bob = await enter({ name: 'Bob' })
  await ada.page.keyboard.press('f')
  await ada.page.mouse.move(400, 200)
  await ada.page.mouse.down()
  await ada.page.mouse.move(800, 500, { steps: 4 })
  await ada.page.mouse.up()
  await ada.page.getByRole('button', { name: 'Reactions and workshop' }).click()
  await ada.page.getByRole('button', { name: 'Present frames' }).click()
  await bob.page.getByRole('button', { name: 'Watch' }).click()
  await expect(bob.page.getByRole('button', { name: 'Leave', exact: true })).toBeVisible()
  await ada.page.keyboard.press('Escape')
  await expect(bob.page.getByRole('button', { name: 'Leave', exact: true })).toBeHidden()
  await expect(bob.page.getByText('Following Ada')).toBeHidden()
  await expect(bob.page.getByRole('button', { name: 'Follow Ada' })).toHaveAttribute('aria-pressed', 'false')
})
