/**
 * From pen to pixel: how long after an event of the pointer the screen shows ink where the pointer was. Every canvas gets
 * the same events at the same pace, 125 a second and never waited for, as a mouse sends them; what the screen shows is
 * taken from the browser's own screencast, so that canvases and SVG are looked at alike. Canvases take turns.
 *   node latency.mjs [--only ours,tldraw] [--counts 0,2000,10000] [--slow 1,4] [--rounds 3] [--variants]
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { chromium } from '@playwright/test'
import { latencyTables } from './latency-report.mjs'
import { servePages } from './serve.mjs'
import { installVariant, wetVariants } from './wet-variants.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const results = join(here, '..', 'results')
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    counts: { type: 'string', default: '0,2000,10000' },
    slow: { type: 'string', default: '1,4' },
    rounds: { type: 'string', default: '3' },
    variants: { type: 'boolean', default: false },
    out: { type: 'string', default: join(results, 'latency') },
  },
})
const hasPeers = existsSync(join(here, 'node_modules'))
const all = [
  { name: 'raw', entry: 'raw.ts', title: 'raw canvas loop' },
  { name: 'ours', entry: 'ours.ts', title: '**Inkroom**' },
  ...(hasPeers
    ? [
        { name: 'excalidraw', entry: 'excalidraw.tsx', title: 'Excalidraw' },
        { name: 'tldraw', entry: 'tldraw.tsx', title: 'tldraw' },
      ]
    : []),
]
const variants = values.variants ? wetVariants.map((variant) => ({ ...variant, entry: 'ours.ts' })) : []
const canvases = [...(values.only ? all.filter(({ name }) => values.only.split(',').includes(name)) : all), ...variants]
const executablePath = process.env.CHROMIUM_PATH ?? (existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined)

const SIZE = { width: 1280, height: 800 }
/** Frames come half as large: less to encode, and ink is still two pixels wide. */
const SHRINK = 2
const EVENT_MS = 8
const STROKES = 2
const STROKE_EVENTS = 100
const STEP_PX = 9
const REST_MS = 1000
/** Ink that has not come by then never will: it was cut off, or lies elsewhere. */
const GIVE_UP_MS = 1500
/** How much a place has to darken, of 255, to count as inked. */
const DARKER = 60
/** Places that are dark already cannot tell. */
const LIGHT = 150

/** Quick writing: waves from left to right, each stroke in a row of its own, beside the panels of all pages. */
const pathOf = (stroke) =>
  Array.from({ length: STROKE_EVENTS }, (_, nth) => ({
    x: Math.round(240 + nth * STEP_PX),
    y: Math.round(180 + stroke * 130 + 40 * Math.sin(nth / 5)),
  }))

const now = () => performance.timeOrigin + performance.now()

/** Keeps the frames of the screencast, undecoded, with the browser's own time of each. */
async function filming(session) {
  const frames = []
  session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    frames.push({ data, at: metadata.timestamp * 1000 })
    session.send('Page.screencastFrameAck', { sessionId }).catch(() => {})
  })
  await session.send('Page.startScreencast', {
    format: 'jpeg',
    quality: 80,
    maxWidth: SIZE.width / SHRINK,
    maxHeight: SIZE.height / SHRINK,
  })
  return frames
}

async function draw(session, points) {
  const send = (type, { x, y }, buttons) =>
    session.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', buttons, clickCount: 1 }).catch(() => {})
  const sent = []
  await send('mouseMoved', points[0], 0)
  const waiting = [send('mousePressed', points[0], 1)]
  const start = performance.now()
  for (const [nth, point] of points.entries()) {
    const left = start + (nth + 1) * EVENT_MS - performance.now()
    if (left > 0.5) await wait(left)
    sent.push({ ...point, at: now() })
    // Not waited for: a hand does not wait either.
    waiting.push(send('mouseMoved', point, 1))
  }
  await wait(200)
  waiting.push(send('mouseReleased', points[points.length - 1], 0))
  await Promise.all(waiting)
  return sent
}

async function lightnessOf({ data }) {
  const image = await loadImage(Buffer.from(data, 'base64'))
  const canvas = createCanvas(image.width, image.height)
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  const pixels = context.getImageData(0, 0, image.width, image.height).data
  const scale = image.width / SIZE.width
  const of = (x, y) => {
    const at = (y * image.width + x) * 4
    return 0.3 * pixels[at] + 0.59 * pixels[at + 1] + 0.11 * pixels[at + 2]
  }
  // Smoothed ink passes beside where the pointer was by a pixel or two.
  return ({ x, y }) => {
    const [left, top] = [Math.round(x * scale) - 1, Math.round(y * scale) - 1]
    return Math.min(...Array.from({ length: 9 }, (_, nth) => of(left + (nth % 3), top + Math.floor(nth / 3))))
  }
}

/** The waits of one stroke: for each event the first frame that is inked where the pointer was. */
async function waitsOf(frames, sent) {
  const base = frames.findLast(({ at }) => at < sent[0].at) ?? frames[0]
  const before = await lightnessOf(base)
  const open = sent.filter((point) => before(point) > LIGHT).map((point) => ({ ...point, was: before(point) }))
  const waits = []
  for (const frame of frames.slice(frames.indexOf(base) + 1)) {
    if (open.length === 0) break
    const lightness = await lightnessOf(frame)
    for (let i = open.length - 1; i >= 0; i--) {
      if (open[i].was - lightness(open[i]) < DARKER) continue
      waits.push(frame.at - open[i].at)
      open.splice(i, 1)
    }
  }
  return { waits, missed: open.length }
}

async function measure({ browser, url, count, slow, parts = [] }) {
  const context = await browser.newContext({ viewport: SIZE })
  try {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await page.addInitScript(installVariant, parts)
    await page.goto(url)
    await page.waitForFunction(() => window.bench !== undefined)
    await page.evaluate(() => document.fonts.ready)
    // A board of nothing is never "open": one shape far from where is drawn stands for it.
    await page.evaluate((n) => window.bench.prepare(n), Math.max(1, count))
    await page.evaluate(() => window.bench.open('near'))
    await page.waitForTimeout(REST_MS)
    if (slow > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: slow })
    const frames = await filming(session)
    const result = { waits: [], missed: 0, frames: 0 }
    for (let stroke = 0; stroke < STROKES; stroke++) {
      await page.evaluate(() => window.bench.tool('pen'))
      frames.length = 0
      // Something moves before the stroke, so that there is a picture of what lies below it.
      await page.evaluate(() => {
        document.title = String(Math.random())
        document.body.style.outline = document.body.style.outline === '' ? '1px solid transparent' : ''
      })
      await wait(300)
      const sent = await draw(session, pathOf(stroke))
      await wait(slow > 1 ? GIVE_UP_MS : GIVE_UP_MS / 2)
      const kept = frames.slice()
      // A machine at its limit may show nothing for a while; the events are then missed, and say so.
      if (kept.length === 0) {
        result.missed += sent.length
        continue
      }
      const { waits, missed } = await waitsOf(kept, sent)
      result.waits.push(...waits)
      result.missed += missed
      result.frames += kept.length
    }
    return result
  } finally {
    await context.close()
  }
}

const pages = await servePages([...new Set(canvases.map(({ entry }) => entry))])
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--font-render-hinting=none'],
})
const runs = []
/** Also of a run that is cut short. */
function keep() {
  mkdirSync(dirname(values.out), { recursive: true })
  writeFileSync(`${values.out}.json`, `${JSON.stringify({ at: new Date().toISOString(), runs })}\n`)
  writeFileSync(`${values.out}.md`, `${latencyTables(runs, canvases)}\n`)
}
try {
  for (const count of values.counts.split(',').map(Number))
    for (const slow of values.slow.split(',').map(Number))
      for (let round = 0; round < Number(values.rounds); round++)
        for (const { name: page, id = page, parts } of canvases) {
          const measured = await measure({ browser, url: `${pages.url}/${page}.html`, count, slow, parts })
          runs.push({ name: id, count, slow, round, ...measured })
          keep()
          const sorted = measured.waits.toSorted((a, b) => a - b)
          const of = (share) => sorted[Math.floor(sorted.length * share)]?.toFixed(0)
          console.log(
            `${id} ${count} shapes, ${slow}x, round ${round + 1}: p50 ${of(0.5)} p95 ${of(0.95)} of ${sorted.length}, ${measured.missed} missed, ${measured.frames} frames`,
          )
        }
} finally {
  await browser.close()
  pages.close()
}
console.log(latencyTables(runs, canvases))
