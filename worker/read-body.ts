/** The text of a request's body, up to a limit that also holds when its length is a lie. */
import { fail, ok, type Result } from '../lib/base/result.ts'

export type BodyFailure = { readonly code: 'too-large' | 'not-json'; readonly message: string }

export async function readBodyText(request: Request, maxBytes: number): Promise<Result<string, BodyFailure>> {
  const reader = request.body?.getReader()
  if (!reader) return fail('not-json', 'The request has no body.')
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return ok(text + decoder.decode())
      size += value.byteLength
      if (size > maxBytes) {
        await reader.cancel()
        return fail('too-large', `A file may have up to ${maxBytes} bytes.`)
      }
      text += decoder.decode(value, { stream: true })
    }
  } catch {
    return fail('not-json', 'The file is not UTF-8 text.')
  }
}
