/** A PDF that was right once, its streams most of all: it becomes pages, with reasons for those that do not come, or is refused. */
import { deflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { systemClock } from '../../lib/base/clock.ts'
import type { ShapeId } from '../../lib/base/ids.ts'
import { readPdf } from '../../worker/pdf-pages.ts'
import { createRandom, pick, type Random } from '../lib/updates/random-doc.ts'
import { pdfOf } from '../support/document/pdf-file.ts'
import { FUZZ_TIMEOUT_MS, inRound, seeds } from '../support/fuzz-run.ts'
import { mutate } from '../support/server/mutate.ts'

const ROUNDS = 12
const PAGES = [
  [60, 30],
  [30, 60],
] as const
const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'))

const OPERATORS =
  'q Q cm w J j M d ri i gs m l c v y h re S s f F B b W n BT ET Tc Tw Tz TL Tf Tr Td TD Tm T* Tj TJ Do sh BI ID EI BX EX'.split(
    ' ',
  )
const OPERANDS = [
  '0',
  '-1',
  '1e9',
  '99999999999999999999',
  '.5',
  '[0 1',
  '(a',
  '<ff',
  '/F1',
  '/None',
  '<< /W 1',
  'null',
  'true',
  '',
]

/** Drawing that makes little sense. */
const nonsense = (random: Random): string =>
  Array.from({ length: 60 }, () => pick(random, random() < 0.5 ? OPERATORS : OPERANDS)).join(' ')

/** The first stream of the file with other content, and perhaps with another word on how it is packed. */
function withStream(content: string, told: string): Uint8Array {
  const file = pdfOf(PAGES)
  const head = file.indexOf('<< /Length')
  const start = file.indexOf('stream\n', head)
  const end = file.indexOf('\nendstream', start)
  return bytesOf(`${file.slice(0, head)}<< /Length ${content.length} ${told} >>\nstream\n${content}${file.slice(end)}`)
}

function streamOf(random: Random): Uint8Array {
  const drawing = nonsense(random)
  const packed = deflateSync(drawing)
  const dice = random()
  if (dice < 0.3) return withStream(drawing, '')
  if (dice < 0.6) return withStream(latin(mutate(packed, random)), '/Filter /FlateDecode')
  if (dice < 0.7) return withStream(latin(packed), '/Filter [/FlateDecode /FlateDecode /LZWDecode]')
  if (dice < 0.8)
    return withStream(
      drawing,
      `/Filter /${pick(random, ['LZWDecode', 'DCTDecode', 'JBIG2Decode', 'JPXDecode', 'RunLengthDecode', 'None'])}`,
    )
  return withStream(latin(packed), '/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 99999999 >>')
}

async function read(data: Uint8Array) {
  let nth = 0
  return readPdf(data, { newId: () => `s${nth++}` as ShapeId, newSeed: () => 1 }, systemClock)
}

it('DC49 DC40 no damage to a PDF or its streams throws, and each page comes or is told', {
  timeout: FUZZ_TIMEOUT_MS,
}, async () => {
  const whole = bytesOf(pdfOf(PAGES))
  for (const seed of seeds(ROUNDS)) {
    await inRound(seed, async () => {
      const random = createRandom(seed)
      const result = await read(random() < 0.5 ? mutate(whole, random) : streamOf(random))
      if (!result.ok) {
        expect(result.error.code).toBe('wrong-file-type')
        return
      }
      const { shapes, skipped, added } = result.value
      const frames = shapes.filter(({ type }) => type === 'frame').length
      expect(added + skipped.filter(({ reason }) => reason === 'unreadable').length).toBe(frames)
    })
  }
})

it('DC49 a stream that unpacks to very much is a page like another, or told', {
  timeout: FUZZ_TIMEOUT_MS,
}, async () => {
  const bomb = latin(deflateSync(Buffer.alloc(16 * 1024 * 1024, ' '), { level: 9 }))
  const result = await read(withStream(bomb, '/Filter /FlateDecode'))
  expect(result.ok && result.value.shapes.filter(({ type }) => type === 'frame').length).toBe(2)
})
