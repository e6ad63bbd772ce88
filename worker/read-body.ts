/** A request's body, up to a limit that also holds when its length is a lie. */
import { fail, ok, type Result } from '../lib/base/result.ts'
import { textOfFile } from '../lib/interchange/file-text.ts'

export type BodyFailure = { readonly code: 'too-large' | 'not-json'; readonly message: string }

export async function readBodyText(request: Request, maxBytes: number): Promise<Result<string, BodyFailure>> {
  const body = await readBodyBytes(request, maxBytes)
  if (!body.ok) return body
  const text = textOfFile(body.value)
  return text === null ? fail('not-json', 'The file is not text in UTF-8 or UTF-16.') : ok(text)
}

export async function readBodyBytes(request: Request, maxBytes: number): Promise<Result<Uint8Array, BodyFailure>> {
  const reader = request.body?.getReader()
  if (!reader) return fail('not-json', 'The request has no body.')
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      size += value.byteLength
      if (size > maxBytes) {
        await reader.cancel()
        return fail('too-large', `A file may have up to ${maxBytes} bytes.`)
      }
      parts.push(value)
    }
  } catch {
    return fail('not-json', 'The file broke off.')
  }
  return ok(joined(parts, size))
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
