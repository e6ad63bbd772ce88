import { createHash } from 'node:crypto'
import { afterEach, expect, it, vi } from 'vitest'
import { hashOf } from '../../../../lib/page/files/image-files.ts'

afterEach(() => vi.unstubAllGlobals())

it.each([0, 1, 63, 64, 65, 100_000])(
  'ST10 a picture of %i bytes has the same name with and without hashes of the browser',
  async (size) => {
    const bytes = Uint8Array.from({ length: size }, (_, nth) => (nth * 31) % 251)
    const expected = createHash('sha256').update(bytes).digest('hex')
    expect(await hashOf(new Blob([bytes]))).toBe(expected)
    // As on plain http, on any address but the machine's own.
    vi.stubGlobal('crypto', {})
    expect(await hashOf(new Blob([bytes]))).toBe(expected)
  },
)
