/**
 * What a crowd costs the page that watches it. What the server tells such a page is made beforehand (told.ts) and told by a
 * script inside the page, at its times: neither the server nor the crowd runs beside it.
 * `npm run bench -- --crowd`, or by itself:
 * `node --import tsx bench/crowd/run.ts [--scenes moving:100,close:100,lecture:1000] [--seconds 8] [--out FILE] [--profile FOLDER]`
 * with CHROMIUM_PATH set where Playwright has no browser of its own.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Browser, type BrowserContext, chromium } from '@playwright/test'
import config from '../../playwright.config.ts'
import { type Smoothness, watchPage } from '../../tests/support/class/page-meter.ts'
import { type Product, startProduct } from '../../tests/support/e2e/product.ts'
import { introduce, openRoom } from '../../tests/support/e2e/room-page.ts'
import { type Recorded, recordedLine } from './recorded-line.ts'
import { type Crowd, toldInCrowd } from './told.ts'

const ROOM = 'moving'
/** Opening the page and learning who is here is not what is measured. */
const SETTLE_MS = 3_000

/** `slowed`: times that the processor is slower. */
interface Scene extends Crowd {
  readonly name: string
  readonly slowed: number
}
const kinds: Readonly<Record<string, (people: number) => Omit<Scene, 'name' | 'people' | 'seconds'>>> = {
  moving: (people) => ({ movers: people, perScreen: 20, draws: false, slowed: 1 }),
  close: (people) => ({ movers: people, perScreen: people, draws: false, slowed: 1 }),
  lecture: () => ({ movers: 5, perScreen: 20, draws: true, slowed: 4 }),
}
const words: Readonly<Record<string, string>> = {
  moving: 'all move, 20 to a screen',
  close: 'all move in one screen',
  lecture: 'a lecture: 5 draw, processor 4 times slower',
}
const ALL = 'moving:0,moving:30,moving:100,moving:300,moving:1000,close:100,close:1000,lecture:1000'

const { values } = parseArgs({
  options: {
    scenes: { type: 'string', default: ALL },
    seconds: { type: 'string', default: '8' },
    out: { type: 'string' },
    profile: { type: 'string' },
  },
})
const seconds = Number(values.seconds)

function sceneOf(asked: string): Scene {
  const [name, people] = asked.split(':')
  const kind = kinds[name]
  if (!kind) throw new Error(`no scene ${name}`)
  return { name, people: Number(people), seconds: seconds + SETTLE_MS / 1000, ...kind(Number(people)) }
}

async function newPage(browser: Browser, kept: readonly Recorded[]): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: config.use?.viewport ?? null, serviceWorkers: 'block' })
  await introduce(context, 'Watcher')
  await context.addInitScript('globalThis.__name ??= (named) => named')
  await context.addInitScript(recordedLine, kept)
  return context
}

/** The page alone, told what was kept. */
async function play(product: Product, browser: Browser, { slowed, name, people }: Scene, kept: readonly Recorded[]) {
  const context = await newPage(browser, kept)
  try {
    const { page } = await openRoom(context, `${product.url}/r/${ROOM}`)
    const cdp = await context.newCDPSession(page)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowed })
    await page.waitForTimeout(SETTLE_MS)
    if (values.profile) {
      await cdp.send('Profiler.enable')
      await cdp.send('Profiler.start')
    }
    const meter = await watchPage(page)
    await page.waitForTimeout(seconds * 1000)
    const seen = await meter.stop()
    if (values.profile) {
      const { profile } = await cdp.send('Profiler.stop')
      writeFileSync(join(values.profile, `${name}-${people}.cpuprofile`), JSON.stringify(profile))
      await page.screenshot({ path: join(values.profile, `${name}-${people}.png`) })
    }
    return seen
  } finally {
    await context.close()
  }
}

function rowOf(scene: Scene, kept: readonly Recorded[], seen: Smoothness): string {
  const moving = kept.filter(({ at }) => at > 0)
  const lastMs = Math.max(1, moving.at(-1)?.at ?? 1)
  const bytes = moving.reduce((sum, each) => sum + (each.bytes.length * 3) / 4, 0)
  const figures = [
    words[scene.name],
    scene.people,
    ((bytes * 8) / lastMs / 1000).toFixed(2),
    Math.round((moving.length / lastMs) * 1000),
    (seen.frames / seen.seconds).toFixed(1),
    `${seen.gapP50.toFixed(1)}, ${seen.gapP95.toFixed(1)}, ${Math.round(seen.gapMax)}`,
    Math.round(seen.threadMsPerSecond),
    `${seen.longTasks}, ${Math.round(seen.longTaskMs)}`,
  ]
  return `| ${figures.join(' | ')} |`
}

const { launchOptions, headless } = config.use ?? {}
const product = await startProduct()
const browser = await chromium.launch({ ...launchOptions, headless })
const rows: string[] = []
try {
  for (const scene of values.scenes.split(',').map(sceneOf)) {
    const kept = await toldInCrowd(scene)
    const row = rowOf(scene, kept, await play(product, browser, scene, kept))
    rows.push(row)
    process.stderr.write(`${row}\n`)
  }
} finally {
  await browser.close()
  await product.close()
}
const page = [
  'One page of 1280 x 800 in headless Chromium without a GPU that looks on while others move. What a room of the server tells',
  'it in a crowd of so many is made beforehand and told inside the page at its times, so that neither the server nor the crowd',
  'runs beside it. Gaps are between two frames.',
  '',
  '| what | people | told Mbit/s | messages/s | frames/s | gaps p50, p95, longest ms | page’s thread ms/s | tasks over 50 ms, together ms |',
  '| --- | --- | --- | --- | --- | --- | --- | --- |',
  ...rows,
].join('\n')
if (values.out) writeFileSync(values.out, `${page}\n`)
else console.log(page)
process.exit(0)
