/** `npx vitest run tests/lib/shapes/hand-chinese.test.ts --update` writes app/hand-chinese.css anew when the package has changed. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { handChinese, handChineseSlices } from '../../../lib/shapes/hand-chinese.ts'

const source = createRequire(import.meta.url).resolve('lxgw-wenkai-webfont/lxgwwenkai-regular.css')
const slices = handChineseSlices(readFileSync(source, 'utf8'))
const FILES = '../node_modules/lxgw-wenkai-webfont/files'
const look = `font-family: "${handChinese}"; font-style: normal; font-weight: 400; font-display: swap`
const rule = ({ file, range }: (typeof slices)[number]) =>
  `@font-face { ${look}; src: url("${FILES}/${file}") format("woff2"); unicode-range: ${range}; }\n`
const isIn = (letter: string) => {
  const code = letter.codePointAt(0) ?? 0
  return slices.some(({ range }) =>
    range.split(', ').some((part) => {
      const [first, last = first] = part
        .slice(2)
        .split('-')
        .map((digits) => Number.parseInt(digits, 16))
      return code >= first && code <= last
    }),
  )
}

describe('Chinese of the hand-drawn font', () => {
  it('I140 the style sheet names the slices that are used of the package', async () => {
    const head = `/* Made by tests/lib/shapes/hand-chinese.test.ts of lxgw-wenkai-webfont: only what is Chinese or Japanese. */\n`
    await expect(head + slices.map(rule).join('')).toMatchFileSnapshot('../../../app/hand-chinese.css')
  })
  it('I140 Chinese, Japanese and their punctuation are in it, other scripts, signs and emoji are not', () => {
    expect([...'你好世界，画板。「」こんにちはカタカナ東京繁體'].filter((letter) => !isIn(letter))).toEqual([])
    expect([...'Aé→αБ✓한😀①'].filter(isIn)).toEqual([])
  })
})
