/** Boards hidden inside pictures: our own, Excalidraw's and draw.io's, in PNG text chunks and in SVG. Total. */
import { fromBase64, toBase64 } from '../document/base64.ts'
import { markupTokens, unescapeMarkup } from './markup.ts'
import { isJson, parseJson, words } from './reading.ts'

/** Excalidraw's keyword, understood by both; the value says which program wrote it. */
export const EXCALIDRAW_KEYWORD = 'application/vnd.excalidraw+json'
export const INKROOM_KEYWORD = 'application/x-inkroom+json'
/** draw.io's, of today and of before 2017. */
const DRAWIO_KEYWORDS: ReadonlySet<string> = new Set(['mxfile', 'mxGraphModel'])

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const
const CHUNK_OVERHEAD = 12
const MAX_CHUNKS = 10_000
/** Of a text chunk, by the standard. */
const MAX_KEYWORD = 79
const CRC_POLYNOMIAL = 0xedb88320
/** `String.fromCharCode` takes its bytes as arguments, of which there may not be too many. */
const SLICE = 8192

const CRC_TABLE = Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? CRC_POLYNOMIAL ^ (c >>> 1) : c >>> 1
  return c >>> 0
})

function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 255] ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

/** One character a byte, as PNG text chunks and Excalidraw's wrapper hold them. */
function toByteString(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += SLICE) text += String.fromCharCode(...bytes.subarray(i, i + SLICE))
  return text
}
const fromByteString = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0) & 255)

interface Chunk {
  readonly type: string
  readonly data: Uint8Array
  /** Where the whole chunk begins. */
  readonly at: number
}

export const isPng = (bytes: Uint8Array): boolean => SIGNATURE.every((byte, i) => bytes[i] === byte)

function* chunksOf(png: Uint8Array): Generator<Chunk> {
  if (!isPng(png)) return
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  let at: number = SIGNATURE.length
  for (let nth = 0; nth < MAX_CHUNKS && at + CHUNK_OVERHEAD <= png.length; nth++) {
    const length = view.getUint32(at)
    if (at + CHUNK_OVERHEAD + length > png.length) return
    yield { type: toByteString(png.subarray(at + 4, at + 8)), data: png.subarray(at + 8, at + 8 + length), at }
    at += CHUNK_OVERHEAD + length
  }
}

/** What Excalidraw wraps a scene in: its UTF-8 bytes, one character each. */
const wrapped = (scene: string): string =>
  JSON.stringify({
    version: '1',
    encoding: 'bstring',
    compressed: false,
    encoded: toByteString(new TextEncoder().encode(scene)),
  })

/** The scene as Excalidraw looks for it in an SVG. */
export const excalidrawPayload = (scene: string): string =>
  `<!-- payload-type:${EXCALIDRAW_KEYWORD} --><!-- payload-version:2 --><!-- payload-start -->${toBase64(
    fromByteString(wrapped(scene)),
  )}<!-- payload-end -->`

/** The PNG with a board inside for both programs; Excalidraw looks at the first text only. Null when `png` is none. */
export function embedInPng(png: Uint8Array, scene: string, excalidraw?: string): Uint8Array | null {
  const ours = embedText(png, INKROOM_KEYWORD, toBase64(new TextEncoder().encode(scene)))
  return ours && excalidraw !== undefined ? embedFirst(ours, wrapped(excalidraw)) : ours
}

const HEADER_END = SIGNATURE.length + CHUNK_OVERHEAD + 13

/** Right behind the header, before any other text. */
function embedFirst(png: Uint8Array, value: string): Uint8Array {
  const chunk = textChunk(EXCALIDRAW_KEYWORD, value)
  const made = new Uint8Array(png.length + chunk.length)
  made.set(png.subarray(0, HEADER_END))
  made.set(chunk, HEADER_END)
  made.set(png.subarray(HEADER_END), HEADER_END + chunk.length)
  return made
}

/** The PNG with a text chunk at its end. */
function embedText(png: Uint8Array, keyword: string, value: string): Uint8Array | null {
  const end = [...chunksOf(png)].find(({ type }) => type === 'IEND')
  if (!end) return null
  const chunk = textChunk(keyword, value)
  const made = new Uint8Array(png.length + chunk.length)
  made.set(png.subarray(0, end.at))
  made.set(chunk, end.at)
  made.set(png.subarray(end.at), end.at + chunk.length)
  return made
}

/** Text chunks are Latin-1: what else is said in them travels as bytes. */
const textChunk = (keyword: string, value: string): Uint8Array =>
  pngChunk('tEXt', fromByteString(`${keyword}\0${value}`))

/** A part of a PNG, with its length before and its check sum behind. */
export function pngChunk(type: string, content: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(content.length + 12)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, content.length)
  chunk.set(fromByteString(type), 4)
  chunk.set(content, 8)
  view.setUint32(content.length + 8, crcOf(chunk.subarray(4, -4)))
  return chunk
}

/** Turns packed bytes into what they hold; rejects when they are damaged or would grow beyond reason. */
export type Inflate = (bytes: Uint8Array, form: 'deflate' | 'deflate-raw') => Promise<Uint8Array>

/** Excalidraw's wrapper `{version, encoding: 'bstring', compressed, encoded}`, or the scene itself. */
async function unwrap(text: string, inflate: Inflate): Promise<string | null> {
  const parsed = parseJson(text)
  if (!parsed.ok || !isJson(parsed.value)) return null
  const { encoded, compressed } = parsed.value
  if (typeof encoded !== 'string') return text
  const bytes = fromByteString(encoded)
  try {
    return new TextDecoder().decode(compressed === true ? await inflate(bytes, 'deflate') : bytes)
  } catch {
    // Damaged data: the picture is only a picture.
    return null
  }
}

/** What draw.io wrote, with percent signs; in a packed chunk behind a byte that names the method. */
async function drawioInside(type: string, value: Uint8Array, inflate: Inflate): Promise<string | null> {
  try {
    if (type === 'tEXt') return decodeURIComponent(toByteString(value))
    const packed = value.subarray(1)
    const bytes = await inflate(packed, 'deflate-raw').catch(() => inflate(packed, 'deflate'))
    return decodeURIComponent(new TextDecoder().decode(bytes).replaceAll('+', ' '))
  } catch {
    // Damaged data: the picture is only a picture.
    return null
  }
}

/** The board file inside a PNG, as text; null when there is none. */
export async function readPngScene(png: Uint8Array, inflate: Inflate): Promise<string | null> {
  let theirs: string | null = null
  let drawio: { readonly type: string; readonly value: Uint8Array } | null = null
  for (const { type, data } of chunksOf(png)) {
    const end = type === 'tEXt' || type === 'zTXt' ? data.subarray(0, MAX_KEYWORD + 1).indexOf(0) : -1
    if (end < 0) continue
    const keyword = toByteString(data.subarray(0, end))
    const value = data.subarray(end + 1)
    if (DRAWIO_KEYWORDS.has(keyword)) drawio ??= { type, value }
    if (type === 'zTXt') continue
    if (keyword === INKROOM_KEYWORD) return new TextDecoder().decode(fromBase64(toByteString(value)))
    if (keyword === EXCALIDRAW_KEYWORD) theirs ??= toByteString(value)
  }
  if (theirs !== null) return unwrap(theirs, inflate)
  return drawio && drawioInside(drawio.type, drawio.value, inflate)
}

/** The diagram that draw.io keeps in an attribute of its SVG; null when there is none. */
function drawioInSvg(svg: string): string | null {
  for (const token of markupTokens(svg)) {
    if (token.name !== 'open') continue
    const content = token.tag === 'svg' ? token.attributes.get('content') : undefined
    const xml = content === undefined ? '' : unescapeMarkup(content)
    return /^\s*<(?:mxfile|mxGraphModel)[\s>]/.test(xml) ? xml : null
  }
  return null
}

const PAYLOAD_START = '<!-- payload-start -->'
const PAYLOAD_END = '<!-- payload-end -->'

/** What lies between the marks; '' when one of them is missing. */
function payloadOf(svg: string): string {
  const start = svg.indexOf(PAYLOAD_START)
  const end = start < 0 ? -1 : svg.indexOf(PAYLOAD_END, start)
  return end < 0 ? '' : svg.slice(start + PAYLOAD_START.length, end)
}

/** The board file that another program hid inside an SVG, as text; null when there is none. */
export async function readSvgScene(svg: string, inflate: Inflate): Promise<string | null> {
  const payload = words(payloadOf(svg))
  if (payload === '') return drawioInSvg(svg)
  const bytes = fromBase64(payload)
  const isWrapped = svg.includes('<!-- payload-version:2 -->')
  return isWrapped ? unwrap(toByteString(bytes), inflate) : new TextDecoder().decode(bytes)
}
