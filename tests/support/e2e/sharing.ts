/** Sharing by hand: what an owner does in the Share dialog. */
import { type Browser, expect } from '@playwright/test'
import { introduce, type RoomPage, roomPage } from './room-page.ts'
import { readStoredBoard, type StoredBoard } from './stored-board.ts'

/** Makes a board from the home page, as its owner. */
export async function createBoard(browser: Browser, home: string): Promise<RoomPage> {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  await introduce(context, 'Olga')
  const page = await context.newPage()
  await page.goto(home)
  await page.getByRole('button', { name: 'New board' }).click()
  await expect(page).toHaveURL(/\/r\/[A-Za-z0-9_-]{21}$/, { timeout: 30_000 })
  const owner = roomPage(page)
  await expect(owner.tool('Rectangle')).toBeVisible({ timeout: 30_000 })
  await owner.expectSaved()
  return owner
}

export async function openShare({ page }: RoomPage): Promise<void> {
  await page.getByRole('button', { name: 'Share' }).click()
  await expect(page.getByRole('dialog', { name: 'Share this board' })).toBeVisible()
}

export async function closeShare({ page }: RoomPage): Promise<void> {
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Share this board' })).toBeHidden()
}

export interface LinkWish {
  readonly role: 'Can view' | 'Can edit'
  readonly label: string
  readonly lifetime?: string
}

/** With the dialog open; returns the address, which the dialog has put on the clipboard. */
export async function makeLink({ page }: RoomPage, { role, label, lifetime = 'No end' }: LinkWish): Promise<string> {
  await page.getByRole('combobox', { name: 'Right' }).selectOption(role)
  await page.getByRole('combobox', { name: 'Valid' }).selectOption(lifetime)
  await page.getByRole('textbox', { name: 'Label, e.g. Client' }).fill(label)
  await page.getByRole('button', { name: 'Make link' }).click()
  await expect(page.getByRole('button', { name: `Copy ${label}` })).toBeVisible()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('token=')
  const address = await page.evaluate(() => navigator.clipboard.readText())
  await page.evaluate(() => navigator.clipboard.writeText(''))
  return address
}

/** What the bare link allows, chosen in the dialog. */
export async function allow(owner: RoomPage, access: 'can edit' | 'can view' | 'no access'): Promise<void> {
  await openShare(owner)
  await owner.page.getByRole('radio', { name: access }).click()
  await expect(owner.page.getByRole('radio', { name: access })).toBeChecked()
  await closeShare(owner)
}

/** The board as the server has it, whatever the bare link allows. */
export async function boardOf({ page }: RoomPage): Promise<StoredBoard> {
  const room = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const token = await page.evaluate((id) => localStorage.getItem(`inkroom.owner.${id}`), room)
  return readStoredBoard(page.url(), JSON.parse(token ?? 'null'))
}
