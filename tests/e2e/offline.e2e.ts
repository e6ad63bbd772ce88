/** Without a network: the installed app opens, works, counts what is unsaved, and merges on return. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserContext, Page, Request } from '@playwright/test'
import { startProduct } from '../support/e2e/product.ts'
import { around, introduce, openRoom, type RoomPage, type Spot } from '../support/e2e/room-page.ts'
import { readStoredBoard, typesOf } from '../support/e2e/stored-board.ts'
import { expect, test } from '../support/e2e/test.ts'

test.use({ serviceWorkers: 'allow' })

const spots: readonly (readonly [Spot, Spot])[] = [
  [
    { x: 360, y: 220 },
    { x: 460, y: 300 },
  ],
  [
    { x: 560, y: 220 },
    { x: 660, y: 300 },
  ],
  [
    { x: 360, y: 400 },
    { x: 460, y: 480 },
  ],
  [
    { x: 560, y: 400 },
    { x: 660, y: 480 },
  ],
]
const build = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), '.next')
const namedIn = (markup: string) => markup.match(/chunks\/[\w~.-]+\.(js|css)/g) ?? []

/** Every script and style of the product, but for those that only the page of a broken server has. */
async function filesOfTheApp(home: string): Promise<string[]> {
  const ofTheHome = new Set(namedIn(await (await fetch(home)).text()))
  const broken = readFileSync(join(build, 'server', 'pages', '500.html'), 'utf8')
  const onlyBroken = new Set(namedIn(broken).filter((name) => !ofTheHome.has(name)))
  return readdirSync(join(build, 'static', 'chunks'))
    .map((name) => `chunks/${name}`)
    .filter((name) => /\.(js|css)$/.test(name) && !onlyBroken.has(name))
    .map((name) => `/_next/static/${name}`)
}

/** The names of all that this browser keeps of the built files. */
const kept = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const names: string[] = []
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) names.push(new URL(url).pathname)
    }
    return names
  })

/** Waits until a first visit has fetched what a visit without a network will want. */
async function expectInstalled({ page }: RoomPage): Promise<void> {
  const wanted = await filesOfTheApp(new URL('/', page.url()).href)
  await expect
    .poll(
      async () => {
        const here = new Set(await kept(page))
        return ['/', ...wanted].filter((path) => !here.has(path))
      },
      { timeout: 20_000 },
    )
    .toEqual([])
}

test('ST4 I50 what two drew without a server, over a reload of both, is merged when it is back', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const product = await startProduct()
  const contexts = [await browser.newContext(), await browser.newContext()]
  try {
    const address = `${product.url}/r/apart`
    const people: RoomPage[] = []
    for (const context of contexts) people.push(await openRoom(context, address))
    for (const person of people) {
      await person.expectSaved()
      await expectInstalled(person)
    }
    await product.kill()
    for (const [nth, person] of people.entries()) {
      await person.draw('Rectangle', ...spots[nth * 2])
      await expect(person.status).toHaveAccessibleName('Offline, 1 unsaved change')
      person.page.on('dialog', (dialog) => dialog.accept())
      await person.page.reload()
      await person.expectInk(around(...spots[nth * 2]), true)
      await expect(person.status).toHaveAccessibleName('Offline, 1 unsaved change')
      await person.draw('Ellipse', ...spots[nth * 2 + 1])
      await expect(person.status).toHaveAccessibleName('Offline, 2 unsaved changes')
    }
    await product.start()
    for (const person of people) {
      await person.expectSaved()
      for (const spot of spots) await person.expectInk(around(...spot), true)
    }
    expect(typesOf(await readStoredBoard(address))).toEqual(['geo', 'geo', 'geo', 'geo'])
  } finally {
    for (const context of contexts) await context.close()
    await product.close()
  }
})

test('ST4 after one visit the app opens without a network: home, the board, its text editor, dialogs and fonts', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const product = await startProduct()
  const context = await browser.newContext()
  try {
    await introduce(context, 'Ada')
    const ada = await openRoom(context, `${product.url}/r/installed`)
    const { page } = ada
    await ada.draw('Rectangle', ...spots[0])
    await ada.expectSaved()
    await expectInstalled(ada)
    await product.kill()
    await page.goto(product.url)
    await expect(page.getByRole('button', { name: 'New board' })).toBeVisible()
    await page.getByRole('link', { name: 'Untitled board' }).click()
    // The words of the start page are ink as well.
    await expect(ada.tool('Select')).toBeVisible()
    await ada.expectInk(around(...spots[0]), true)
    await page.keyboard.press('t')
    await page.mouse.click(700, 420)
    await expect(page.getByRole('textbox', { name: 'Text' })).toBeFocused()
    await page.keyboard.type('without a network')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await ada.expectInk({ x: 690, y: 400, width: 180, height: 40 }, true)
    // The words are drawn in the hand that they will have on every screen.
    expect(await page.evaluate(() => document.fonts.check('20px "Shantell Sans Variable"', 'without'))).toBe(true)
    await expect(ada.status).toHaveAccessibleName(/^Offline, [1-9]\d* unsaved change/)
    await page.keyboard.press('Control+Shift+e')
    await page.getByRole('radio', { name: 'SVG', exact: true }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download' }).click()
    expect((await download).suggestedFilename()).toMatch(/\.svg$/)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Share' }).click()
    await expect(page.getByRole('img', { name: 'QR code of the board link' })).toBeVisible()
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
    await product.start()
    await ada.expectSaved()
    expect(typesOf(await readStoredBoard(`${product.url}/r/installed`))).toEqual(['geo', 'text'])
  } finally {
    await context.close()
    await product.close()
  }
})

test('ST4 an installed app keeps all letters: Chinese that no board used is written without a network', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const product = await startProduct()
  const context = await browser.newContext()
  try {
    const ada = await openRoom(context, `${product.url}/r/letters`)
    await ada.expectSaved()
    await expectInstalled(ada)
    const parts = readdirSync(join(build, 'static', 'media')).filter((name) => name.endsWith('.woff2'))
    const missing = async () => {
      const here = new Set(await kept(ada.page))
      return parts.filter((name) => !here.has(`/_next/static/media/${name}`)).length
    }
    // A visit in a tab does not fetch them: only what its boards use.
    expect(await missing()).toBeGreaterThan(parts.length / 2)
    await ada.page.evaluate(() => window.dispatchEvent(new Event('appinstalled')))
    await expect.poll(missing, { timeout: 60_000 }).toBe(0)
    await product.kill()
    const faces = ada.page.evaluate(async () => (await document.fonts.load('16px "Noto Sans SC"', '龘靐')).length)
    expect(await faces).toBeGreaterThan(0)
  } finally {
    await context.close()
    await product.close()
  }
})

test('ST5 a browser store that is full is told in words, and drawing and saving go on', async ({ enter }) => {
  const ada = await enter()
  await ada.expectSaved()
  // What a full disk does to a page: each transaction that writes is rolled back by the browser.
  await ada.page.evaluate(() => {
    for (const method of ['add', 'put'] as const) {
      const write = IDBObjectStore.prototype[method]
      IDBObjectStore.prototype[method] = function (this: IDBObjectStore, ...entry) {
        const request = write.apply(this, entry)
        this.transaction.abort()
        return request
      }
    }
  })
  await ada.draw('Rectangle', ...spots[0])
  await expect(ada.page.getByText('This browser has no room to keep a copy of the board')).toBeVisible()
  await ada.draw('Ellipse', ...spots[1])
  await ada.expectSaved()
  await ada.page.reload()
  for (const spot of spots.slice(0, 2)) await ada.expectInk(around(...spot), true)
  await ada.expectSaved()
})

/**
 * The browser's own quota for a site, from before its first visit: later the browser goes on for a while by what it was
 * granted before.
 */
async function quotaOf(context: BrowserContext, origin: string): Promise<(quotaSize?: number) => Promise<void>> {
  const devtools = await context.newCDPSession(await context.newPage())
  return async (quotaSize) => {
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize })
  }
}

test('ST5 I50 with a full store and a cut line nothing is said to be kept; a copy can be saved; room heals it', async ({
  browser,
  line,
  room,
}) => {
  const cable = await line()
  const context = await browser.newContext()
  const limitStore = await quotaOf(context, cable.url)
  await limitStore(1)
  const underWay = new Set<Request>()
  context.on('request', (request) => underWay.add(request))
  context.on('requestfinished', (request) => underWay.delete(request))
  context.on('requestfailed', (request) => underWay.delete(request))
  const ada = await openRoom(context, `${cable.url}/r/${room}`)
  const { page } = ada
  const banner = page.getByRole('status', { name: 'Connection' })
  await ada.expectSaved()
  await expect(page.getByText('This browser has no room to keep a copy of the board')).toBeVisible()
  await expect.poll(() => underWay.size).toBe(0)
  cable.cut()
  await ada.draw('Rectangle', ...spots[0])
  await ada.draw('Ellipse', ...spots[1])
  await expect(ada.status).toHaveAccessibleName('Only in this tab: 2 changes')
  await expect(banner).toContainText('This browser is full: changes are only in this tab until the server has them.')
  const download = page.waitForEvent('download')
  await banner.getByRole('button', { name: 'Save a copy' }).click()
  expect((await download).suggestedFilename()).toMatch(/\.json$/)
  // Room again: the whole board is written, and only then is it said to be kept.
  await limitStore()
  await expect(ada.status).toHaveAccessibleName('Offline, 2 unsaved changes', { timeout: 30_000 })
  await expect(banner).not.toContainText('only in this tab')
  cable.mend()
  await ada.expectSaved()
  await context.close()
})

test('ST5 whoever clears the data of the site while a board is open goes on drawing, and it is kept again', async ({
  enter,
}) => {
  const ada = await enter()
  await ada.draw('Rectangle', ...spots[0])
  await ada.expectSaved()
  const devtools = await ada.page.context().newCDPSession(ada.page)
  const origin = new URL(ada.page.url()).origin
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' })
  await ada.draw('Ellipse', ...spots[1])
  await ada.expectSaved()
  for (const spot of spots.slice(0, 2)) await ada.expectInk(around(...spot), true)
  const names = () => ada.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''))
  await expect.poll(names, { timeout: 20_000 }).toContainEqual(expect.stringMatching(/^inkroom:/))
})

test('ST5 a browser without any store is told so once, and the board works', async ({ browser, product, room }) => {
  const context = await browser.newContext()
  await context.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException('blocked by a setting', 'SecurityError')
    }
  })
  const ada = await openRoom(context, `${product.url}/r/${room}`)
  await expect(ada.page.getByText('This browser has no room to keep a copy of the board')).toBeVisible()
  await ada.draw('Rectangle', ...spots[0])
  await ada.expectSaved()
  await context.close()
})
