import { expect, test } from 'vitest'
import { readFileText } from '../../../../lib/page/files/read-text.ts'

const utf16 = (text: string, mark: boolean) => {
  const words = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le')
  return new Blob([new Uint8Array(words)])
}

test.each([
  ['UTF-8', new Blob(['a;b\n1;2'])],
  ['UTF-16 with its mark', utf16('a;b\n1;2', true)],
  ['UTF-16 without it', utf16('a;b\n1;2', false)],
])('DC40 a file in %s is read as its words', async (_, file) => {
  expect(await readFileText(file)).toBe('a;b\n1;2')
})

test('DC40 bytes that are no whole text are read as far as they go', async () => {
  expect(await readFileText(new Blob([new Uint8Array([97, 98, 255])]))).toBe('ab\ufffd')
})
