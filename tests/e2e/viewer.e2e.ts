/** A viewer tries every route to change the board; what the server has stays equal to the last byte. */
import * as Y from 'yjs'
import {
  pasteAndDrop,
  pressEverything,
  sayUpdateBySocket,
  type Target,
  writeByHttp,
} from '../support/e2e/every-route.ts'
import { around, type RoomPage } from '../support/e2e/room-page.ts'
import { allow, boardOf, createBoard } from '../support/e2e/sharing.ts'
import type { StoredBoard } from '../support/e2e/stored-board.ts'
import { expect, test as roomTest } from '../support/e2e/test.ts'

const boxFrom = { x: 420, y: 260 }
const boxTo = { x: 560, y: 360 }

interface Scene {
  readonly owner: RoomPage
  readonly vera: RoomPage
  readonly target: Target
  readonly version: string
  readonly before: StoredBoard
  /** Chat, versions and links, as the owner reads them. */
  beside(): Promise<unknown>
}

async function post(url: string, token: string, body: unknown): Promise<Record<string, string>> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return (await (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json()) as never
}

/** An owner's board with a box, a version, a word in the chat, and a viewer who came by a link. */
const test = roomTest.extend<{ readonly scene: Scene }>({
  scene: async ({ browser, product, enter }, use) => {
    const owner = await createBoard(browser, product.url)
    await owner.draw('Rectangle', boxFrom, boxTo)
    await owner.expectSaved()
    await allow(owner, 'no access')
    const room = new URL(owner.page.url()).pathname.split('/').at(-1) ?? ''
    const api = `${product.url}/api/rooms/${room}`
    const key = await owner.page.evaluate((id) => JSON.parse(localStorage.getItem(`inkroom.owner.${id}`) ?? ''), room)
    const { id: version } = await post(`${api}/versions`, key, { label: 'first' })
    await post(`${api}/chat`, key, { from: 'Olga', text: 'hello all' })
    const { url, token } = await post(`${api}/links`, key, { role: 'viewer', label: 'Vera' })
    const vera = await enter({ url, name: 'Vera' })
    await vera.expectSaved()
    await vera.expectInk(around(boxFrom, boxTo), true)
    const foreign = new Y.Doc()
    foreign.getMap('shapes').set('intruder', new Y.Map([['type', 'geo']]))
    const read = async (path: string) =>
      (await fetch(`${api}${path}`, { headers: { authorization: `Bearer ${key}` } })).json()
    await use({
      owner,
      vera,
      version,
      target: { room, token, update: Y.encodeStateAsUpdate(foreign) },
      before: await boardOf(owner),
      beside: () => Promise.all(['', '/chat', '/versions', '/links'].map(read)),
    })
    await owner.page.context().close()
  },
})

async function expectUntouched({ owner, vera, before }: Scene): Promise<void> {
  // Nothing was made here that could still be on its way.
  await vera.expectSaved()
  const after = await boardOf(owner)
  expect(after.etag).toBe(before.etag)
  expect(Buffer.from(after.bytes).equals(Buffer.from(before.bytes))).toBe(true)
  await owner.expectInk({ x: 640, y: 440, width: 300, height: 240 }, false)
}

test('TL5 I52 the page of a viewer offers what it can do, and says why no more', async ({ scene }) => {
  const { vera } = scene
  const { page } = vera
  await expect(page.getByText('your link lets you look, but not draw')).toBeVisible()
  await expect(page.getByRole('toolbar').first().getByRole('button')).toHaveCount(3)
  await expect(page.getByRole('button', { name: /Undo|Redo/ })).toHaveCount(0)
  await expect(page.getByRole('textbox', { name: /title/i })).not.toBeEditable()
  await page.mouse.click(boxFrom.x, 300, { button: 'right' })
  const menu = page.getByRole('menu')
  await expect(menu.getByRole('menuitem', { name: /^Copy\b/ }).first()).toBeEnabled()
  await expect(menu.getByRole('menuitem', { name: /Delete|Cut|Paste|Duplicate|front|Lock/i })).toHaveCount(0)
  await page.keyboard.press('Escape')
  const open = async (item: string) => {
    await page.getByRole('button', { name: 'Menu', exact: true }).click()
    await page.locator('[role^=menuitem]', { hasText: item }).click()
  }
  await open('Chat')
  await expect(page.getByRole('log')).toContainText('hello all')
  await expect(page.getByText('Only people who can draw can write here.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Write a message' })).toHaveCount(0)
  await open('Comments')
  await expect(page.getByRole('button', { name: 'Add a comment' })).toHaveCount(0)
  await open('History')
  await page.getByRole('button', { name: /first/ }).click()
  await expect(page.getByRole('button', { name: /Restore|Go back to/ })).toHaveCount(0)
})

test('TL5 I52 no key, click, paste or drop of a viewer changes anything', async ({ scene }) => {
  const { page } = scene.vera
  await pressEverything(page)
  await pasteAndDrop(page)
  await expect(page.getByText('This board is view only for you').first()).toBeVisible()
  await page.mouse.dblclick(700, 500)
  await page.keyboard.type('words')
  await page.mouse.dblclick(boxFrom.x, 300)
  await page.keyboard.type('words')
  await page.keyboard.press('Escape')
  await page.mouse.move(boxFrom.x, 300)
  await page.mouse.down()
  await page.mouse.move(760, 560, { steps: 4 })
  await page.mouse.up()
  await expectUntouched(scene)
})

test('RM2 I52 an update that a viewer sends past the page is refused on every socket', async ({ scene }) => {
  expect(await sayUpdateBySocket(scene.vera.page, scene.target)).toBe(2)
  await expectUntouched(scene)
})

test('TL5 I52 no request of a viewer writes', async ({ scene }) => {
  const { vera, target, version, beside } = scene
  const before = await beside()
  expect(await writeByHttp(vera.page, target, version)).toEqual([
    'PUT /snapshot 403',
    'POST /import/json 403',
    'POST /import/excalidraw 403',
    'POST /versions 403',
    'POST /versions/:v/restore 403',
    'PUT /assets/:sha 403',
    'POST /chat 403',
    'POST /links 403',
    'GET /links 403',
    'PATCH  403',
    'PATCH  403',
    'PUT /title 403',
    'DELETE  403',
  ])
  expect(await beside()).toEqual(before)
  await expectUntouched(scene)
})

test('I52 a viewer pans, zooms, searches, follows, points with the laser and copies out', async ({ scene }) => {
  const { owner, vera } = scene
  const { page } = vera
  await page.mouse.move(600, 500)
  await page.mouse.wheel(0, 200)
  await vera.expectInk(around({ x: boxFrom.x, y: boxFrom.y - 200 }, { x: boxTo.x, y: boxTo.y - 200 }), true)
  await page.getByRole('button', { name: 'Zoom in' }).click()
  await page.keyboard.press('Control+f')
  await expect(page.getByRole('search')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Follow Olga' }).click()
  await expect(page.getByText('Following Olga')).toBeVisible()
  await vera.expectInk(around(boxFrom, boxTo), true)
  await page.keyboard.press('k')
  await page.mouse.move(700, 500)
  await page.mouse.down()
  await page.mouse.move(860, 560, { steps: 12 })
  // Behind the pointer there is nothing but the trail.
  await expect.poll(() => owner.color({ x: 720, y: 490, width: 90, height: 50 })).toBeGreaterThan(20)
  await page.mouse.up()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.keyboard.press('v')
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const [item] = await navigator.clipboard.read()
        return item?.types.includes('text/html') ? (await (await item.getType('text/html')).text()).length : 0
      }),
    )
    .toBeGreaterThan(50)
  await expectUntouched(scene)
})
