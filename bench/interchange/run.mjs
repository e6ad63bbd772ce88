/**
 * Forty scenes as Excalidraw and tldraw draw them, as they are drawn here after an import, and as Excalidraw draws what
 * is exported again: ../results/interchange.json and interchange.md.
 *   node --import tsx run.mjs [--only bound,labels] [--pictures folder]
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createCanvas } from '@napi-rs/canvas'
import { chromium } from '@playwright/test'
import { servePages } from '../canvas/serve.mjs'
import { apart, inkMissing, inkOf } from './compare.mjs'
import { excalidrawScenes, HEIGHT, WIDTH } from './scenes/excalidraw-scenes.ts'
import { tldrawScenes } from './scenes/tldraw-scenes.ts'

const here = dirname(fileURLToPath(import.meta.url))
const results = join(here, '..', 'results')
const { values } = parseArgs({ options: { only: { type: 'string' }, pictures: { type: 'string' } } })
const isWanted = ({ name }) => !values.only || values.only.split(',').some((part) => name.includes(part))
const modules = join(here, 'node_modules')
const pages = await servePages(['ours.ts', 'excalidraw.tsx', 'tldraw.tsx'], {
  folder: here,
  statics: {
    '/excalidraw/': join(modules, '@excalidraw', 'excalidraw', 'dist', 'prod'),
    '/tldraw/': join(modules, '@tldraw', 'assets'),
  },
})
const executablePath = process.env.CHROMIUM_PATH ?? (existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined)
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--font-render-hinting=none'] })
const context = await browser.newContext({ viewport: { width: WIDTH, height: HEIGHT } })
await context.addInitScript(() => {
  window.EXCALIDRAW_ASSET_PATH = '/excalidraw/'
})
const open = async (name) => {
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(`${name}: ${error.message}`))
  await page.goto(`${pages.url}/${name}.html`)
  return page
}
const [ours, excalidraw, tldraw] = [await open('ours'), await open('excalidraw'), await open('tldraw')]

async function drawnBy(page, name, ...args) {
  const told = await page.evaluate(([a, b]) => window.draw(a, b), args)
  const png = await page.screenshot({ clip: { x: 0, y: 0, width: WIDTH, height: HEIGHT } })
  if (values.pictures) {
    mkdirSync(values.pictures, { recursive: true })
    writeFileSync(join(values.pictures, `${name.replaceAll(/\W+/g, '-')}.png`), png)
  }
  return { ...told, ink: await inkOf(png) }
}

/** A picture of stripes, so that crops and flips show. */
function picture() {
  const canvas = createCanvas(240, 160)
  const paint = canvas.getContext('2d')
  for (let i = 0; i < 8; i++) {
    paint.fillStyle = i % 2 ? '#1971c2' : '#ffffff'
    paint.fillRect(0, i * 20, 240 - i * 24, 20)
  }
  return canvas.toDataURL('image/png')
}

const rows = []
async function measure(program, name, there, format, text) {
  const here = await drawnBy(ours, `${program} ${name} 2 ours`, format, text)
  const back = await drawnBy(excalidraw, `${program} ${name} 3 back`, here.file)
  const { ends, size, isWhole } = apart(there.drawn, here.drawn)
  const again = apart(here.drawn, back.drawn)
  rows.push({
    program,
    name,
    ink: inkMissing(there.ink, here.ink),
    ends,
    size,
    isWhole,
    inkBack: inkMissing(program === 'Excalidraw' ? there.ink : here.ink, back.ink),
    // What Excalidraw has no form for comes as several elements: then there is nothing to compare one by one.
    endsBack: again.isWhole ? again.ends : null,
    skipped: here.skipped,
  })
  console.log(JSON.stringify(rows.at(-1)))
}
try {
  for (const { name, file } of excalidrawScenes(picture()).filter(isWanted)) {
    const there = await drawnBy(excalidraw, `Excalidraw ${name} 1 there`, file)
    await measure('Excalidraw', name, there, 'excalidraw', JSON.stringify(file))
  }
  for (const [index, scene] of tldrawScenes.entries()) {
    if (!isWanted(scene)) continue
    const there = await drawnBy(tldraw, `tldraw ${scene.name} 1 there`, index)
    await measure('tldraw', scene.name, there, 'tldraw', there.text)
  }
} finally {
  await browser.close()
  pages.close()
}

const percent = (share) => `${(share * 100).toFixed(2)} %`
const pixels = (length) => (length === null ? '-' : length.toFixed(2))
const table = [
  'Ink of one picture that has none of the other within 6 px (the worse of both ways), most pixels between ends of arrows',
  'and between sides of boxes; then the same after import and export, drawn by Excalidraw (ink against the first picture,',
  'for tldraw against ours).',
  '',
  '| scene | ink missing | ends, px | boxes, px | ink missing, back | ends, px, back |',
  '| --- | --- | --- | --- | --- | --- |',
  ...rows.map((row) => `| ${row.program}: ${row.name} | ${percent(row.ink)} | ${pixels(row.ends)} | ${pixels(row.size)} | ${percent(row.inkBack)} | ${pixels(row.endsBack)} |`), // biome-ignore format: a row
].join('\n')
mkdirSync(results, { recursive: true })
if (!values.only) {
  writeFileSync(join(results, 'interchange.json'), `${JSON.stringify(rows, null, 1)}\n`)
  writeFileSync(join(results, 'interchange.md'), `${table}\n`)
}
console.log(table)
