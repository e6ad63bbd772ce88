/** Chromium by its own protocol and Firefox by WebDriver BiDi, both through puppeteer. */
import puppeteer, { type KeyInput } from 'puppeteer-core'
import { type EngineName, type EnginePage, keysOf, type Viewport } from './engine.ts'

const MOVES = 6
const isRoot = process.getuid?.() === 0
const CHROMIUM_FLAGS = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
]
/** The page is the test's, not the browser's: nothing phones home, and the clipboard may be read. */
const FIREFOX_PREFERENCES = {
  'app.update.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.events.testing.asyncClipboard': true,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
}

export async function startPuppeteer(
  name: Exclude<EngineName, 'webkit'>,
  executablePath: string,
  viewport: Viewport,
): Promise<EnginePage> {
  const browser = await puppeteer.launch({
    executablePath,
    headless: true,
    defaultViewport: { ...viewport },
    ...(name === 'firefox'
      ? { browser: 'firefox' as const, extraPrefsFirefox: FIREFOX_PREFERENCES }
      : { args: CHROMIUM_FLAGS }),
  })
  const page = await browser.newPage()
  await page.emulateMediaFeatures?.([{ name: 'prefers-reduced-motion', value: 'reduce' }]).catch(() => {
    // Only Chromium can be told; the others glide.
  })
  // A question on leaving is answered as somebody would who wants to leave.
  page.on('dialog', (dialog) => void dialog.accept())
  return {
    name,
    async open(url) {
      await page.goto(url, { waitUntil: 'domcontentloaded' })
    },
    async reload() {
      await page.reload({ waitUntil: 'domcontentloaded' })
    },
    run: (task, ...args) => page.evaluate(task as never, ...(args as never)) as never,
    async click({ x, y }) {
      await page.mouse.click(x, y)
    },
    async drag(from, to) {
      await page.mouse.move(from.x, from.y)
      await page.mouse.down()
      await page.mouse.move(to.x, to.y, { steps: MOVES })
      await page.mouse.up()
    },
    async press(keys) {
      const held = keysOf(keys)
      const last = held.at(-1) as KeyInput
      for (const key of held.slice(0, -1)) await page.keyboard.down(key as KeyInput)
      await page.keyboard.press(last)
      for (const key of held.slice(0, -1).reverse()) await page.keyboard.up(key as KeyInput)
    },
    async type(words) {
      await page.keyboard.type(words)
    },
    async resize(wanted) {
      await page.setViewport({ ...wanted })
    },
    picture: async () => Buffer.from(await page.screenshot()),
    async close() {
      await browser.close()
    },
  }
}
