import { describe, expect, it } from 'vitest'
import { ByteReader, Malformed } from '../../../lib/updates/byte-reader.ts'
import { JsonScan } from '../../../lib/updates/json-scan.ts'
import { TextScan } from '../../../lib/updates/text-scan.ts'
import { createRandom, pick } from './random-doc.ts'

function isJson(text: string, sizeOf: () => number): boolean {
  const scan = new JsonScan(64)
  try {
    for (let at = 0; at < text.length; ) {
      const to = at + sizeOf()
      scan.take(text.slice(at, to))
      at = to
    }
    scan.end()
    return true
  } catch (error) {
    if (error instanceof Malformed) return false
    throw error
  }
}

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const PARTS = [
  ...'{}[],:"\\ \n\t+-.eE0123456789truefalsn/bu',
  ...[
    'null',
    'true',
    'false',
    '"a"',
    '"\\u00e9"',
    '-0.5e+10',
    '{"a":',
    '[1,',
    '1.',
    '-',
    '01',
    '\u00a0',
    '\u0007',
    '😀',
    'undefined',
  ],
]
const GOOD = [
  '{"a":[1,2,{"b":null}],"c":"\\n\\u12aB","d":-1.5e-7}',
  ' [ true , false,"x" ] ',
  '"😀"',
  '0',
  '-0',
  '1E5',
  '{}',
  '[[]]',
]

describe('JSON, looked at in pieces', () => {
  it.each([1, 2, 3, 4])('PR3 is what JSON.parse takes, wherever it is cut (seed %i)', (seed) => {
    const random = createRandom(seed)
    for (let i = 0; i < 5_000; i++) {
      let text = random() < 0.5 ? pick(random, GOOD) : ''
      const changes = Math.floor(random() * (text === '' ? 8 : 3))
      for (let j = 0; j < changes; j++) {
        const at = Math.floor(random() * (text.length + 1))
        text = text.slice(0, at) + pick(random, PARTS) + text.slice(at + Math.floor(random() * 2))
      }
      const size = 1 + Math.floor(random() * 5)
      const found = isJson(text, () => size)
      if (found !== parses(text)) expect(`${JSON.stringify(text)} ${found}`).toBe(`${JSON.stringify(text)} ${!found}`)
    }
  })

  it('PR10 nests as deep as it may and no deeper', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
    expect([isJson(nested(64), () => 7), isJson(nested(65), () => 7)]).toEqual([true, false])
  })

  it('PR3 text is UTF-8 wherever it is cut, and counted as clocks are', () => {
    const text = 'aé漢😀'.repeat(20_000)
    const bytes = new TextEncoder().encode(text)
    const scan = new TextScan(new ByteReader(bytes), bytes.length, null)
    while (!scan.go());
    expect(scan.units).toBe(text.length)
    const broken = new TextScan(new ByteReader(bytes), bytes.length - 1, null)
    expect(() => {
      while (!broken.go());
    }).toThrow(Malformed)
  })
})
