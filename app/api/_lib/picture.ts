/** Turns a printed SVG into PNG or PDF, with the product's own fonts and no browser. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createCanvas, GlobalFonts, type Image, loadImage, PDFDocument, type SKRSContext2D } from '@napi-rs/canvas'

/** Where a picture stops growing: larger boards are drawn smaller. */
const MAX_PICTURE_SIDE = 8192
const PNG_SCALE = 2
/** Dots per board pixel on paper. */
const PDF_SCALE = 3

/** The family names that `lib/print` writes, and the packages whose files hold them. */
const families: readonly { readonly family: string; readonly folder: string; readonly files: RegExp }[] = [
  {
    family: 'Shantell Sans Variable',
    folder: '@fontsource-variable/shantell-sans',
    files: /-wght-(normal|italic)\.woff2$/,
  },
  { family: 'Inter Variable', folder: '@fontsource-variable/inter', files: /-wght-(normal|italic)\.woff2$/ },
  {
    family: 'Source Serif 4 Variable',
    folder: '@fontsource-variable/source-serif-4',
    files: /-wght-(normal|italic)\.woff2$/,
  },
  { family: 'JetBrains Mono', folder: '@fontsource/jetbrains-mono', files: /-(400|700)-(normal|italic)\.woff2$/ },
  { family: 'Noto Sans SC', folder: '@fontsource/noto-sans-sc', files: /-(400|700)-normal\.woff2$/ },
]

let areFontsLoaded = false
/** About 200 files, 0.2 s, once a process and only when somebody asks for a picture. */
function loadFonts(): void {
  if (areFontsLoaded) return
  areFontsLoaded = true
  for (const { family, folder, files } of families) {
    const path = join(process.cwd(), 'node_modules', folder, 'files')
    for (const file of readdirSync(path)) if (files.test(file)) GlobalFonts.registerFromPath(join(path, file), family)
  }
}

async function draw(svg: string, wantedScale: number) {
  loadFonts()
  const image: Image = await loadImage(Buffer.from(svg))
  const scale = Math.min(wantedScale, MAX_PICTURE_SIDE / Math.max(image.width, image.height, 1))
  const canvas = createCanvas(
    Math.max(1, Math.round(image.width * scale)),
    Math.max(1, Math.round(image.height * scale)),
  )
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height)
  return { canvas, w: image.width, h: image.height }
}

/** The picture at two dots a board pixel, at most 8192 wide or high. Throws when the SVG cannot be read. */
export async function pngOf(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  const { canvas } = await draw(svg, PNG_SCALE)
  return new Uint8Array(await canvas.encode('png'))
}

/** One page of the board's own size. */
export async function pdfOf(svg: string, title: string): Promise<Uint8Array<ArrayBuffer>> {
  const { canvas, w, h } = await draw(svg, PDF_SCALE)
  const document = new PDFDocument({ title, creator: 'Inkroom' })
  // Its types name the DOM's context, which is not the one that it gives.
  const page = document.beginPage(w, h) as unknown as SKRSContext2D
  page.drawImage(canvas, 0, 0, w, h)
  document.endPage()
  return new Uint8Array(document.close())
}
