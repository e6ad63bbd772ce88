/**
 * Drives the same seeded scene with the same real input events on this canvas, a raw canvas loop and the peers, taking
 * turns in one run, and keeps the medians: ../results/canvas.json and canvas.md.
 *   node run.mjs [--only ours,raw] [--counts 10000,50000] [--rounds 3] [--ms 2500] [--gestures pan,zoom]
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { measure } from './measure.mjs'
import { canvasTables } from './report.mjs'
import { servePages } from './serve.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const results = join(here, '..', 'results')
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    counts: { type: 'string', default: '10000,50000' },
    rounds: { type: 'string', default: '3' },
    ms: { type: 'string', default: '2500' },
    gestures: { type: 'string' },
    out: { type: 'string', default: join(results, 'canvas') },
  },
})
const hasPeers = existsSync(join(here, 'node_modules'))
const all = [
  { name: 'raw', entry: 'raw.ts', title: 'raw canvas loop with culling' },
  { name: 'ours', entry: 'ours.ts', title: '**Inkroom**' },
  ...(hasPeers
    ? [
        { name: 'excalidraw', entry: 'excalidraw.tsx', title: 'Excalidraw' },
        // With 50,000 shapes it needs gigabytes and minutes.
        { name: 'tldraw', entry: 'tldraw.tsx', title: 'tldraw', maxCount: 20_000 },
      ]
    : []),
]
const canvases = values.only ? all.filter(({ name }) => values.only.split(',').includes(name)) : all
const executablePath = process.env.CHROMIUM_PATH ?? (existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined)

const pages = await servePages(canvases.map(({ entry }) => entry))
const server = await chromium.launchServer({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--font-render-hinting=none'],
})
const browser = await chromium.connect(server.wsEndpoint())
const runs = []
try {
  for (const count of values.counts.split(',').map(Number))
    for (let round = 0; round < Number(values.rounds); round++)
      for (const { name, maxCount = Infinity } of canvases) {
        if (count > maxCount) continue
        const started = Date.now()
        const measured = await measure({
          browser,
          pid: server.process().pid,
          url: `${pages.url}/${name}.html`,
          count,
          gestureMs: Number(values.ms),
          only: values.gestures?.split(','),
        }).catch((error) => ({ error: String(error), gestures: {} }))
        runs.push({ name, count, round, ...measured })
        console.log(`${name} ${count} round ${round + 1}: ${((Date.now() - started) / 1000).toFixed(0)} s`)
        if (measured.error) console.error(measured.error)
      }
} finally {
  await browser.close()
  await server.close()
  pages.close()
}
mkdirSync(dirname(values.out), { recursive: true })
writeFileSync(`${values.out}.json`, `${JSON.stringify({ at: new Date().toISOString(), runs }, null, 1)}\n`)
const tables = canvasTables(runs, canvases)
writeFileSync(`${values.out}.md`, `${tables}\n`)
console.log(tables)
