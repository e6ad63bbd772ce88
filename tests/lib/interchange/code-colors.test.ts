import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coloredCode } from '../../../lib/interchange/code-colors.ts'
import { htmlText } from '../../../lib/interchange/html-text.ts'
import { importMarkdown } from '../../../lib/interchange/markdown-board.ts'
import { wordColor } from '../../../lib/interchange/word-color.ts'
import { contrast } from '../../../lib/shapes/color.ts'
import { plainText, type RichText } from '../../../lib/shapes/rich-text.ts'

/** Each coloured part in braces. */
const marked = (text: RichText): string =>
  text.map(({ insert, attributes }) => (attributes?.color ? `{${insert}}` : insert)).join('')

describe('DC91 code has the colours of its language', () => {
  it.each([
    ['ts', 'const a = "x\\"y" // done\nif (n > 0x1f) b()', '{const} a = {"x\\"y"} {// done}\n{if} (n > {0x1f}) b()'],
    ['js', '/* a\nb */ `long\n$x` + 1.5e3', '{/* a\nb */} {`long\n$x`} + {1.5e3}'],
    ['python', 'def f(a): # no\n  return """x\ny"""', '{def} f(a): {# no}\n  {return} {"""x\ny"""}'],
    ['sql', 'SELECT a FROM b -- all', '{SELECT} a {FROM} b {-- all}'],
    ['bash', 'echo "$#" # count', '{echo} {"$#"} {# count}'],
    ['json', '{"a": [1, true]}', '{{"a"}: [{1}, {true}]}'],
    ['html', '<a href="x">b</a><!-- c -->', '<{a} href={"x"}>b</{a}>{<!-- c -->}'],
    ['unheard-of', 'const a = 1', 'const a = 1'],
  ])('%s', (language, code, expected) => {
    expect(marked(coloredCode(code, language))).toBe(expected)
  })

  it.each([
    ['#include <a>\nint main() { return 0; }', '{return}'],
    ['def a():\n  pass', '{pass}'],
    ['select a from b', '{select}'],
    ['const a = () => null', '{null}'],
    ['fn main() { let mut a = 1; }', '{let}'],
    ['package main\nfunc f() {}', '{func}'],
  ])('a language that is not named is guessed: %j', (code, part) => {
    expect(marked(coloredCode(code))).toContain(part)
  })

  it('words that are no code stay plain, and so does what is very long', () => {
    expect(marked(coloredCode('Meet at noon, for lunch'))).toBe('Meet at noon, for lunch')
    expect(coloredCode('1 '.repeat(50_000), 'js')).toHaveLength(1)
    expect(coloredCode('1 '.repeat(20_000), 'js')).toHaveLength(1)
  })

  it('every letter stays, whatever the code', () => {
    const parts = fc.constantFrom(
      '"',
      "'",
      '`',
      '\\',
      '\n',
      '/*',
      '*/',
      '//',
      '#',
      '<!--',
      '"""',
      'if',
      ' ',
      '0x',
      '1e',
      '😀',
      '@',
      '-',
    )
    const language = fc.constantFrom('js', 'python', 'c', 'sql', 'html', 'css', 'bash', 'json', 'rust', undefined)
    fc.assert(
      fc.property(fc.array(parts), language, (all, name) => {
        expect(plainText(coloredCode(all.join(''), name))).toBe(all.join(''))
      }),
    )
  })

  it('a fence of Markdown names it', () => {
    let nth = 0
    const read = importMarkdown('# A\n\n```ts title="x"\nlet a = 1\n```\n', {
      newId: () => `s${nth++}` as never,
      newSeed: () => 1,
    })
    const code = read.ok ? read.value.shapes[1] : undefined
    expect(code).toMatchObject({ type: 'text', font: 'mono' })
    expect(code?.type === 'text' && marked(code.text)).toBe('{let} a = {1}')
  })
})

it.each(['constructor', '__proto__', 'toString', 'klingon'])(
  'DC91 PR10 a fence that names %s leaves its code plain',
  (language) => {
    expect(coloredCode('const a = 1', language)).toEqual([{ insert: 'const a = 1' }])
  },
)

describe('DC91 code that is pasted from an editor keeps its colours', () => {
  const editor = (color: string, words: string) =>
    `<div style="color: #d4d4d4;background-color: #1e1e1e;font-family: Menlo, monospace;white-space: pre;"><div><span style="color: ${color};">${words}</span><span style="color: #d4d4d4;"> a</span></div></div>`

  it('readable on paper, and the plain words without one', () => {
    const text = htmlText(editor('#569cd6', 'const'))
    const [first, second] = text
    const color = first.attributes?.color ?? ''
    expect([first.insert, second.insert, second.attributes?.color]).toEqual(['const', ' a', undefined])
    expect(contrast('#ffffff', color)).toBeGreaterThanOrEqual(4.5)
    expect(Number.parseInt(color.slice(5), 16)).toBeGreaterThan(Number.parseInt(color.slice(1, 3), 16))
  })

  it('words of a page that are no code have none', () => {
    const text = htmlText('<p style="color:#ff0000">red</p><pre style="color:#ff0000">code</pre>')
    expect(text.map(({ attributes }) => attributes?.color)).toEqual([undefined, expect.anything()])
  })

  it.each([
    ['#c00', '#cc0000'],
    ['rgb(0, 0, 255)', '#0000ff'],
    ['rgba(0,100,0,.5)', '#006400'],
    ['#333333', null],
    ['white', null],
    ['rgb(999, 0, 0)', null],
    ['url(x)', null],
  ])('%s is %s', (css, color) => expect(wordColor(css)).toBe(color))
})
