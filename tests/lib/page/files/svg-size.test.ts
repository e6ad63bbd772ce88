import { describe, expect, it } from 'vitest'
import { hasForeignPage, withoutForeignPages } from '../../../../lib/page/files/svg-size.ts'

describe('DC31 an SVG without the pages inside of it', () => {
  it.each([
    [
      '<svg><switch><foreignObject a="1"><div>x</div></foreignObject><text>y</text></switch></svg>',
      '<svg><switch><text>y</text></switch></svg>',
    ],
    ['<svg><foreignObject/><text>y</text><foreignObject>z</foreignObject></svg>', '<svg><text>y</text></svg>'],
    ['<svg><path/></svg>', '<svg><path/></svg>'],
    ['<svg><foreignObject><div>', '<svg><div>'],
    ['<svg><foreignObject', '<svg>'],
  ])('DC31 keeps what stands beside them: %s', (code, rest) => {
    expect(withoutForeignPages(code)).toBe(rest)
    expect(hasForeignPage(rest)).toBe(false)
  })
})
