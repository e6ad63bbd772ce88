/** Deleted means deleted: two tabs, a browser that was away, and a stock client with a copy. */
import type { BrowserContext, Page } from '@playwright/test'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { type Product, startProduct } from '../support/e2e/product.ts'
import { introduce, openRoom, roomPage } from '../support/e2e/room-page.ts'
import { readStoredBoard } from '../support/e2e/stored-board.ts'
import { expect, test } from '../support/e2e/test.ts'

const from = { x: 420, y: 260 }
const to = { x: 560, y: 360 }
let product: Product
test.beforeAll(async () => {
  product = await startProduct()
})
test.afterAll(() => product.close())

async function makeRoom(access: string): Promise<{ room: string; ownerToken: string; link: string }> {
  const post = async (path: string, json: object, token = '') =>
    (
      await fetch(product.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
        body: JSON.stringify(json),
      })
    ).json()
  const { room, ownerToken } = await post('/api/rooms', { title: 'Plan', access })
  const { token } = await post(`/api/rooms/${room}/links`, { role: 'editor' }, ownerToken)
  return { room, ownerToken, link: `${product.url}/r/${room}#token=${token}` }
}

const remove = (room: string, ownerToken: string) =>
  fetch(`${product.url}/api/rooms/${room}`, { method: 'DELETE', headers: { authorization: `Bearer ${ownerToken}` } })

/** A page that is closed a moment after it opened leaves no copy where the browser's store is slower than the server. */
async function expectKept(page: Page, room: string): Promise<void> {
  const written = () =>
    page.evaluate(async (name) => {
      const asked = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        })
      if (!(await indexedDB.databases()).some((known) => known.name === name)) return 0
      const db = await asked(indexedDB.open(name))
      try {
        if (!db.objectStoreNames.contains('updates')) return 0
        const updates: readonly Uint8Array[] = await asked(db.transaction('updates').objectStore('updates').getAll())
        return Math.max(0, ...updates.map(({ length }) => length))
      } finally {
        db.close()
      }
    }, `inkroom:${room}`)
  // That of nothing has two bytes.
  await expect.poll(written).toBeGreaterThan(2)
}

async function expectDeleted(page: Page): Promise<void> {
  await expect(page.getByRole('alert').filter({ hasText: 'This board was deleted.' })).toBeVisible({ timeout: 15_000 })
}

async function offerByStockClient(room: string, copy: Y.Doc): Promise<number> {
  const provider = new WebsocketProvider(product.syncUrl, room, copy, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  })
  const code = await new Promise<number>((resolve) =>
    provider.on('connection-close', (event) => resolve(event?.code ?? 0)),
  )
  provider.destroy()
  return code
}

const person = async (context: BrowserContext, name: string) => {
  await introduce(context, name)
  return context
}

for (const access of ['edit', 'closed']) {
  test(`RM9 RM10 a deleted board (${access}) is not brought back by two tabs, a copy or a stock client; a new one is made of it by a click`, async ({
    browser,
  }) => {
    const { room, ownerToken, link } = await makeRoom(access)
    const ada = await person(await browser.newContext(), 'Ada')
    const first = await openRoom(ada, link)
    await first.draw('Rectangle', from, to)
    await first.expectSaved()
    const second = await openRoom(ada, link)
    await second.expectSaved()
    const bob = await person(await browser.newContext(), 'Bob')
    const away = await openRoom(bob, link)
    await away.expectSaved()
    await expectKept(away.page, room)
    await away.page.close()
    const copy = new Y.Doc()
    Y.applyUpdate(copy, (await readStoredBoard(link)).bytes)

    expect((await remove(room, ownerToken)).status).toBe(204)
    await expectDeleted(first.page)
    await expectDeleted(second.page)
    expect(await offerByStockClient(room, copy)).toBe(4410)
    await second.page.reload()
    await expectDeleted(second.page)
    // The copy is there to be looked at, by the link that was and by the bare one.
    for (const address of [link, `${product.url}/r/${room}`]) {
      const back = await bob.newPage()
      await back.goto(address)
      await expectDeleted(back)
      await expect(back.getByRole('button', { name: 'Create a new board from it' })).toBeVisible()
      await back.close()
    }
    expect((await fetch(`${product.url}/api/rooms/${room}/snapshot`)).status).toBe(404)

    const back = await bob.newPage()
    await back.goto(link)
    await back.getByRole('button', { name: 'Create a new board from it' }).click()
    await expect(back).not.toHaveURL(new RegExp(room), { timeout: 15_000 })
    await expect(back).toHaveURL(/\/r\/[\w-]{21}$/)
    await roomPage(back).expectSaved()
    await expect.poll(() => back.title()).toContain('Inkroom')
    const after = await bob.newPage()
    await after.goto(`${product.url}/r/${room}`)
    await expectDeleted(after)
    await expect(after.getByRole('button', { name: 'Create a new board from it' })).toBeHidden()

    // Whoever forgets it has nothing left of it.
    await second.page.close()
    await first.page.getByRole('button', { name: 'Delete the copy' }).click()
    await expect(first.page).toHaveURL(`${product.url}/`)
    await first.page.goto(link)
    await expectDeleted(first.page)
    await expect(first.page.getByRole('button', { name: 'Delete the copy' })).toBeHidden()
    expect((await fetch(`${product.url}/api/rooms/${room}`)).status).toBe(404)
    await ada.close()
    await bob.close()
  })
}

test('RM11 whoever made a board deletes it for everyone from its menu or from the list, and is asked once', async ({
  browser,
}, testInfo) => {
  const ada = await person(await browser.newContext(), 'Ada')
  const bob = await person(await browser.newContext(), 'Bob')
  const page = await ada.newPage()
  const makeBoard = async (): Promise<{ readonly url: string; status(): Promise<number> }> => {
    await page.goto(product.url)
    await page.getByRole('button', { name: 'New board' }).click()
    await expect(page).toHaveURL(/\/r\//)
    await roomPage(page).draw('Rectangle', from, to)
    await roomPage(page).expectSaved()
    const url = page.url().replace(/#.*/, '')
    return { url, status: async () => (await fetch(url.replace('/r/', '/api/rooms/'))).status }
  }
  const chooseDelete = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Menu', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Delete board…' }).click()
  }
  const question = page.getByRole('dialog', { name: /^Delete / })

  const one = await makeBoard()
  const visitor = await openRoom(bob, one.url)
  await visitor.expectSaved()
  await visitor.page.getByRole('button', { name: 'Menu', exact: true }).click()
  await expect(visitor.page.getByRole('menuitem', { name: 'All boards' })).toBeVisible()
  await expect(visitor.page.getByRole('menuitem', { name: 'Delete board…' })).toBeHidden()
  await visitor.page.keyboard.press('Escape')

  await chooseDelete()
  await expect(question).toBeVisible()
  await testInfo.attach('question', { body: await page.screenshot(), contentType: 'image/png' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(question).toBeHidden()
  expect(await one.status()).toBe(200)

  // A server that does not answer has deleted nothing, and that is said.
  await ada.route('**/api/rooms/**', (route) =>
    route.request().method() === 'DELETE' ? route.abort() : route.continue(),
  )
  await chooseDelete()
  await question.getByRole('button', { name: 'Delete for everyone' }).click()
  await expect(question.getByRole('alert')).toBeVisible()
  await ada.unrouteAll()
  await question.getByRole('button', { name: 'Delete for everyone' }).click()
  await expect(page).toHaveURL(`${product.url}/`)
  await expectDeleted(visitor.page)
  expect(await one.status()).toBe(404)
  await expect(page.getByText('Boards you open appear here.')).toBeVisible()

  const two = await makeBoard()
  await page.goto(product.url)
  await page.getByRole('button', { name: /^Delete .* for everyone$/ }).click()
  await testInfo.attach('home', { body: await page.screenshot(), contentType: 'image/png' })
  await question.getByRole('button', { name: 'Delete for everyone' }).click()
  await expect(page.getByText('Boards you open appear here.')).toBeVisible()
  expect(await two.status()).toBe(404)
  // Nothing is left of it here either.
  await page.goto(two.url)
  await expectDeleted(page)
  await expect(page.getByRole('button', { name: 'Create a new board from it' })).toBeHidden()
  await ada.close()
  await bob.close()
})
