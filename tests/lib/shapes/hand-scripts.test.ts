/** `npx vitest run -u` on this file writes app/hand-*.css anew when a package has changed. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { type FaceSlice, type HandScript, handScripts, handSlices } from '../../../lib/shapes/hand-scripts.ts'

interface Sheet {
  readonly script: HandScript
  readonly folder: string
  readonly sheet: string
  readonly css: string
  readonly what: string
  readonly letters: string
}
const sheets: readonly Sheet[] = [
  {
    script: 'handChinese',
    folder: 'lxgw-wenkai-webfont',
    sheet: 'lxgwwenkai-regular.css',
    css: 'hand-chinese.css',
    what: 'Chinese or Japanese',
    letters: '你好世界，画板。「」こんにちはカタカナ東京繁體',
  },
  {
    script: 'handKorean',
    folder: '@fontsource/gaegu',
    sheet: '400.css',
    css: 'hand-korean.css',
    what: 'Korean',
    letters: '안녕하세요가힣ㄱㅏ',
  },
]
const slicesOf = ({ script, folder, sheet }: Sheet) => {
  const source = createRequire(import.meta.url).resolve(`${folder}/${sheet}`)
  return handSlices(script, readFileSync(source, 'utf8'))
}
const rule = ({ script, folder }: Sheet, { file, range }: FaceSlice) => {
  const look = `font-family: "${handScripts[script].family}"; font-style: normal; font-weight: 400; font-display: swap`
  const url = `../node_modules/${folder}/files/${file}`
  return `@font-face { ${look}; src: url("${url}") format("woff2"); unicode-range: ${range}; }\n`
}
const isIn = (slices: readonly FaceSlice[]) => (letter: string) => {
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

describe.each(sheets)('$what of the hand-drawn font', (sheet) => {
  const slices = slicesOf(sheet)
  it('I140 the style sheet names the slices that are used of the package', async () => {
    const head = `/* Made by tests/lib/shapes/hand-scripts.test.ts of ${sheet.folder}: only what is ${sheet.what}. */\n`
    await expect(head + slices.map((slice) => rule(sheet, slice)).join('')).toMatchFileSnapshot(
      `../../../app/${sheet.css}`,
    )
  })
  it('I140 its own letters are in it, those of other faces, signs and emoji are not', () => {
    const others = sheets.filter((each) => each !== sheet).map(({ letters }) => letters)
    expect([...sheet.letters].filter((letter) => !isIn(slices)(letter))).toEqual([])
    expect([...`Aé→αБ✓😀①${others.join('')}`].filter(isIn(slices))).toEqual([])
  })
})
