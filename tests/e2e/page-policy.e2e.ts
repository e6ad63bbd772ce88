/** What a page is allowed to run, on every page there is, and that it still opens without a network. */
import { expect, test } from '../support/e2e/test.ts'

test.use({ serviceWorkers: 'allow' })

const PAGES = ['/', '/r/some-board', '/r/not%20a%20room!', '/nowhere', '/_not-found', '/index.html']
const SCRIPT_TAG = /<script\b([^>]*)>/g
/** Handlers in attributes and addresses that are scripts: no nonce could vouch for them. */
const INLINE_CODE = /<[^>]+\s(?:on[a-z]+=|(?:href|src)="javascript:)/i

for (const path of PAGES) {
  test(`AC7 only scripts that this very answer vouches for run on ${path}`, async ({ product }) => {
    const nonces = new Set<string>()
    for (let visit = 0; visit < 2; visit++) {
      const answer = await fetch(product.url + path, { headers: { accept: 'text/html' } })
      const policy = answer.headers.get('content-security-policy') ?? ''
      const [, nonce] = /script-src 'self' 'nonce-([^']+)';/.exec(policy) ?? []
      expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/)
      expect(policy).not.toMatch(/script-src[^;]*unsafe/)
      expect(policy).toContain("default-src 'self'")
      const html = await answer.text()
      const tags = [...html.matchAll(SCRIPT_TAG)].map(([, attributes]) => attributes)
      expect(tags.length).toBeGreaterThan(0)
      expect(tags.filter((tag) => !tag.includes('src=') && !tag.includes(`nonce="${nonce}"`))).toEqual([])
      expect(html).not.toMatch(INLINE_CODE)
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(2)
  })
}

test('AC7 no page of ours does what its own policy forbids', async ({ page, product, room }) => {
  const refused: string[] = []
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) refused.push(message.text())
  })
  for (const path of ['/', '/nowhere', `/r/${room}`]) {
    await page.goto(product.url + path)
    await expect(page.getByRole('button').or(page.getByRole('link')).first()).toBeVisible()
  }
  expect(refused).toEqual([])
  // A script that a board could smuggle in does not run.
  const ran = await page.evaluate(async () => {
    const host = document.createElement('div')
    host.innerHTML = '<img src="data:nothing" onerror="globalThis.smuggled = true">'
    const failed = new Promise((resolve) => host.firstElementChild?.addEventListener('error', resolve))
    const inline = document.createElement('script')
    inline.textContent = 'globalThis.smuggled = true'
    document.body.append(host, inline)
    await failed
    return 'smuggled' in globalThis
  })
  expect(ran).toBe(false)
  expect(refused.length).toBeGreaterThan(0)
})

test('AC7 pages that were seen before open without a network, under their policy', async ({ page, product, room }) => {
  await page.goto(`${product.url}/r/${room}`)
  await expect(page.getByRole('toolbar').first()).toBeVisible()
  await page.evaluate(() => navigator.serviceWorker.ready)
  // The worker takes over after the first visit; from the second on it keeps what it hands out.
  for (const path of ['/', `/r/${room}`]) {
    await page.goto(product.url + path)
    await page.waitForLoadState('networkidle')
  }
  await page.context().setOffline(true)
  await page.goto(`${product.url}/r/${room}`)
  await expect(page.getByRole('toolbar').first()).toBeVisible()
  await page.goto(product.url)
  await expect(page.getByRole('button', { name: /new board|create/i }).first()).toBeVisible()
  await page.context().setOffline(false)
})
