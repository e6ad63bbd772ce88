/** A board in a frame of a page of another origin: shown where it may be, whole and useful, and nowhere else. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { type Product, startProduct } from '../support/e2e/product.ts'
import { expect, test } from '../support/e2e/test.ts'

const BOARD = JSON.stringify({
  type: 'excalidraw',
  version: 2,
  elements: [{ id: 'a', type: 'rectangle', x: 4000, y: 3000, width: 300, height: 200 }],
})

/** A site of its own origin whose page shows `src` in a frame and writes down what it hears. */
async function startWiki() {
  const server = createServer((request, response) => {
    const asked = new URL(request.url ?? '/', 'http://wiki')
    const [src, sandbox] = [asked.searchParams.get('src'), asked.searchParams.get('sandbox')]
    const attribute = sandbox === null ? '' : ` sandbox="${sandbox}"`
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><script>heard = []; addEventListener('message', ({ data }) => heard.push(data))</script>
      <iframe src="${src}" width="900" height="600"${attribute}></iframe>`)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const show = (page: Page, src: string, sandbox?: string) =>
    page.goto(`${origin}/?${new URLSearchParams({ src, ...(sandbox === undefined ? {} : { sandbox }) })}`)
  return { origin, show, close: () => server.close() }
}

let wiki: Awaited<ReturnType<typeof startWiki>>
let product: Product
test.beforeAll(async () => {
  wiki = await startWiki()
  product = await startProduct({ FRAME_ANCESTORS: wiki.origin })
})
test.afterAll(async () => {
  wiki.close()
  await product.close()
})

async function makeBoard(access: 'edit' | 'view' | 'closed') {
  const answer = await fetch(`${product.url}/api/rooms`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Plan', access }),
  })
  const { room, ownerToken } = await answer.json()
  const headers = { authorization: `Bearer ${ownerToken}` }
  await fetch(`${product.url}/api/rooms/${room}/import/excalidraw`, { method: 'POST', headers, body: BOARD })
  return { address: `${product.url}/r/${room}?embed=1`, room, headers }
}

type Heard = { readonly type: string; readonly [field: string]: unknown }
const heard = (page: Page, type: string): Promise<Heard | undefined> =>
  page.evaluate(
    (wanted) => (globalThis as unknown as { heard: Heard[] }).heard.find((each) => each.type === wanted),
    type,
  )

test('AC11 AC12 a board stands in a page of another origin, follows its link and answers that page', async ({
  page,
}) => {
  const { address } = await makeBoard('view')
  await wiki.show(page, address)
  const board = page.frameLocator('iframe')
  await expect(board.getByRole('link', { name: 'Open in Inkroom' })).toHaveAttribute(
    'href',
    address.replace('?embed=1', ''),
  )
  await expect(board.getByRole('toolbar')).toHaveCount(0)
  await expect(board.getByRole('button', { name: /share|menu/i })).toHaveCount(0)
  await expect.poll(() => heard(page, 'inkroom:loaded')).toMatchObject({ role: 'viewer' })
  const type = await page.evaluate(async () => {
    const answer = new Promise<{ data: Blob }>((resolve) =>
      addEventListener('message', ({ data }) => data.type === 'inkroom:exported' && resolve(data)),
    )
    const message = { type: 'inkroom:export', id: 'a', format: 'png' }
    document.querySelector('iframe')?.contentWindow?.postMessage(message, '*')
    const { data } = await answer
    return [data.type, data.size > 500]
  })
  expect(type).toEqual(['image/png', true])
})

test('AC11 a page that is not allowed shows no board, and no page shows all of Inkroom', async ({ page }) => {
  const { address } = await makeBoard('view')
  const other = await startWiki()
  for (const [show, src] of [
    [other.show, address],
    [wiki.show, address.replace('?embed=1', '')],
    [wiki.show, product.url],
  ] as const) {
    const refusal = page.waitForEvent('console', (message) => /frame-ancestors/.test(message.text()))
    await show(page, src)
    await refusal
    expect(await heard(page, 'inkroom:ready')).toBeUndefined()
  }
  other.close()
})

test('AC12 a closed board opens in a frame by the token of its link alone', async ({ page }) => {
  const { address, room, headers } = await makeBoard('closed')
  const made = await fetch(`${product.url}/api/rooms/${room}/links`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ role: 'editor' }),
  })
  const { token } = await made.json()
  await wiki.show(page, `${address}#token=${token}`)
  await expect(page.frameLocator('iframe').getByRole('toolbar').first()).toBeVisible()
  await expect.poll(() => heard(page, 'inkroom:loaded')).toMatchObject({ role: 'editor' })
  // The same browser, by the bare link: what it came by before opens nothing.
  await wiki.show(page, address)
  await expect(page.frameLocator('iframe').getByRole('alert').first()).toBeVisible()
  expect(await heard(page, 'inkroom:loaded')).toBeUndefined()
})

test('AC12 a sandboxed frame shows the board where it may keep its origin', async ({ page }) => {
  const { address } = await makeBoard('view')
  await wiki.show(page, address, 'allow-scripts allow-same-origin')
  await expect.poll(() => heard(page, 'inkroom:loaded')).toMatchObject({ role: 'viewer' })
  await expect(page.frameLocator('iframe').getByRole('link', { name: 'Open in Inkroom' })).toBeVisible()
})
