import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { htmlText } from '../../../lib/interchange/html-text.ts'
import { unescapeMarkup } from '../../../lib/interchange/markup.ts'
import { plainText } from '../../../lib/shapes/rich-text.ts'

const words = (html: string) => plainText(htmlText(html))

describe('HTML of a clipboard', () => {
  it('I45 keeps bold, italics, strikes, code and links, by tag and by style', () => {
    expect(htmlText('a <b>b</b> <em>c</em> <s>d</s> <code>e</code> <a href="https://x.org/?a=1&amp;b">f</a>')).toEqual([
      { insert: 'a ' },
      { insert: 'b', attributes: { bold: true } },
      { insert: ' ' },
      { insert: 'c', attributes: { italic: true } },
      { insert: ' ' },
      { insert: 'd', attributes: { strike: true } },
      { insert: ' ' },
      { insert: 'e', attributes: { code: true } },
      { insert: ' ' },
      { insert: 'f', attributes: { link: 'https://x.org/?a=1&b' } },
    ])
    expect(htmlText('<b style="font-weight:normal"><span style="font-weight: 700">x</span>y</b>')).toEqual([
      { insert: 'x', attributes: { bold: true } },
      { insert: 'y' },
    ])
    expect(htmlText('<a href="javascript:alert(1)">x</a>')).toEqual([{ insert: 'x' }])
  })

  it('I45 keeps lists, whether their words lie in paragraphs or not', () => {
    const html = '<p>Plain</p><ul><li dir="ltr"><p>one</p></li><li>two</li></ul><ol><li>three</ol>'
    expect(htmlText(html)).toEqual([
      { insert: 'Plain\none' },
      { insert: '\n', attributes: { list: 'bullet' } },
      { insert: 'two' },
      { insert: '\n', attributes: { list: 'bullet' } },
      { insert: 'three' },
      { insert: '\n', attributes: { list: 'ordered' } },
    ])
  })

  it('I45 keeps rows and columns of cells', () => {
    const html =
      '<table><tbody><tr><td>Name</td><td> Qty </td></tr>\n<tr><td><p>Apple</p><br>red</td><td></td><td>3</td></tr></tbody></table>'
    expect(words(html)).toBe('Name\tQty\nApple red\t\t3')
    expect(words('<table><tr><td>a<td>b<tr><td colspan=2>c<td>d</table>')).toBe('a\tb\nc\t\td')
  })

  it('I45 keeps white space where the page kept it, and only there', () => {
    expect(
      words('<div style="white-space:pre"><div>f() {</div><div><span>    </span>return</div><div>}</div></div>'),
    ).toBe('f() {\n    return\n}')
    expect(words('<pre>\n  a\n\n    b</pre>')).toBe('  a\n\n    b')
    expect(words('<p>  a \n  b </p>\n<p>c&nbsp;&nbsp;d</p>')).toBe('a b\nc  d')
    expect(words('<p>a</p><br><p>b</p><p><br></p><p>c</p>')).toBe('a\n\nb\n\nc')
  })

  it('I45 keeps the lists of Word, which are paragraphs with a mark', () => {
    const item = (mark: string, said: string) =>
      `<p style="text-indent:-18pt;mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">${mark}<span>&nbsp; </span></span>${said}</p>`
    expect(htmlText(item('·', 'one') + item('2.', 'two'))).toEqual([
      ...[{ insert: 'one' }, { insert: '\n', attributes: { list: 'bullet' } }],
      ...[{ insert: 'two' }, { insert: '\n', attributes: { list: 'ordered' } }],
    ])
  })

  it('I45 leaves out what is not seen, and the marks that Word draws itself', () => {
    expect(words('<head><title>t</title><style>p{}</style></head><p>a<script>x</script></p>')).toBe('a')
    expect(words('<p><span style="mso-list:Ignore">·<span>  </span></span>item</p><p style="display:none">x</p>')).toBe(
      'item',
    )
    expect(words('<html><body><!--StartFragment-->in<!--EndFragment-->out</body></html>')).toBe('in')
    expect(words('<img src="x" alt="y">')).toBe('')
  })

  it('I45 gives a text for anything', () => {
    const part = fc.constantFrom(
      '<b>',
      '</b>',
      '<p',
      '<td>',
      '</table>',
      '<li>',
      '&amp;',
      '&#x1F600;',
      '<pre>',
      '"',
      ' ',
      '\n',
      'w',
    )
    fc.assert(fc.property(fc.array(part, { maxLength: 40 }), (parts) => typeof words(parts.join('')) === 'string'))
    expect(words('1 < 2 & 3 > 2 &unknown; &#128512;')).toBe('1 < 2 & 3 > 2 &unknown; 😀')
  })
})

it('DC33 an entity that is only called like a part of every object stays as it is written', () => {
  expect(unescapeMarkup('&valueOf; &amp; &toString;')).toBe('&valueOf; & &toString;')
})
