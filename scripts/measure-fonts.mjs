// Measures the advance widths of the shipped fonts in a headless browser and writes lib/shapes/font-widths.ts.
// Run after changing a font package: CHROMIUM_PATH=/path/to/chromium node scripts/measure-fonts.mjs
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const sheets = [
  '@fontsource-variable/inter/wght.css',
  '@fontsource-variable/shantell-sans/wght.css',
  '@fontsource-variable/source-serif-4/wght.css',
  '@fontsource/jetbrains-mono/400.css',
]
const faces = {
  hand: "400 S 'Shantell Sans Variable'",
  handBold: "700 S 'Shantell Sans Variable'",
  sans: "400 S 'Inter Variable'",
  sansBold: "700 S 'Inter Variable'",
  serif: "400 S 'Source Serif 4 Variable'",
  serifBold: "700 S 'Source Serif 4 Variable'",
  mono: "400 S 'JetBrains Mono'",
}
const ranges = [
  [0x20, 0x24f],
  [0x370, 0x52f],
  [0x1e00, 0x1eff],
  [0x2010, 0x205f],
  [0x20a0, 0x20bf],
  [0x2190, 0x21ff],
  [0x2200, 0x22ff],
]
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'

function page() {
  const links = sheets.map((s) => `<link rel="stylesheet" href="${pathToFileURL(join(root, 'node_modules', s))}">`)
  return `<!doctype html><meta charset="utf-8">${links.join('')}<pre id="out"></pre><script>
  const faces = ${JSON.stringify(faces)}, ranges = ${JSON.stringify(ranges)}
  addEventListener('load', async () => {
    const sample = ranges.flatMap(([a, b]) => Array.from({ length: b - a + 1 }, (_, i) => String.fromCodePoint(a + i)))
    for (const face of Object.values(faces)) await document.fonts.load(face.replace('S', '100px'), sample.join(''))
    const context = document.createElement('canvas').getContext('2d')
    const widths = {}
    const kerns = {}
    for (const [name, face] of Object.entries(faces)) {
      context.font = face.replace('S', '1000px') + ', sans-serif'
      widths[name] = sample.map((c) => Math.round(context.measureText(c).width))
      // Pairs of ASCII that stand closer or wider than their advances.
      const ascii = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i))
      const single = new Map(ascii.map((c) => [c, context.measureText(c).width]))
      kerns[name] = ascii.flatMap((a) => ascii.flatMap((b) => {
        const kern = Math.round(context.measureText(a + b).width - single.get(a) - single.get(b))
        return Math.abs(kern) < 8 ? [] : [[a + b, kern]]
      }))
    }
    document.getElementById('out').textContent = btoa(JSON.stringify({ widths, kerns }))
  })
  </script>`
}

const folder = mkdtempSync(join(tmpdir(), 'font-widths-'))
const file = join(folder, 'page.html')
writeFileSync(file, page())
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking']
const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const run = spawnSync(
  chromium,
  [...flags, '--allow-file-access-from-files', '--virtual-time-budget=20000', '--dump-dom', pathToFileURL(file).href],
  { encoding: 'utf8', maxBuffer: 1e8 },
)
rmSync(folder, { recursive: true, force: true })
const found = /<pre id="out">([A-Za-z0-9+/=]+)<\/pre>/.exec(run.stdout ?? '')
if (!found) throw new Error(`no widths came back: ${run.stderr}`)
const { widths, kerns } = JSON.parse(Buffer.from(found[1], 'base64').toString())
// Pairs of one kern value share a group, groups are parted by spaces: "-40|AVAWAT 12|xx".
function packKerns(pairs) {
  const byKern = new Map()
  for (const [pair, kern] of pairs) byKern.set(kern, (byKern.get(kern) ?? '') + pair)
  return JSON.stringify([...byKern].map(([kern, letters]) => `${kern}|${letters}`).join(' '))
}
const packedKerns = Object.entries(kerns).map(([name, pairs]) => `  ${name}: ${packKerns(pairs)},`)
const packed = Object.entries(widths).map(([name, widths]) => {
  const letters = widths.map((w) => ALPHABET[Math.min(4095, w) >> 6] + ALPHABET[w & 63])
  return `  ${name}:\n    '${letters.join('')}',`
})
writeFileSync(
  join(root, 'lib/shapes/font-widths.ts'),
  `/** Advance widths of the shipped fonts, made by scripts/measure-fonts.mjs: two letters of base 64 for each character,
 * in thousandths of the font size, range after range. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pairs of letters
export const widthRanges: readonly (readonly [number, number])[] = ${JSON.stringify(ranges)}
export const packedWidths = {
${packed.join('\n')}
} as const
/** Pairs of letters by how many thousandths they stand apart (or, negative, together): "-40|AVAW 12|xx". */
export const packedKerns = {
${packedKerns.join('\n')}
} as const
`,
)
