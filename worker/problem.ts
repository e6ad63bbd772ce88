/** Errors as the public interface promises them: RFC 9457 with a stable code. */
const STATUS = {
  'invalid-query': 400,
  'not-json': 400,
  'not-allowed': 403,
  'room-not-found': 404,
  'unknown-format': 404,
  'too-large': 413,
  'wrong-file-type': 415,
  'board-unreadable': 422,
  'server-unreachable': 503,
} as const
export type ProblemCode = keyof typeof STATUS

export function problem(code: ProblemCode, detail: string): Response {
  const status = STATUS[code]
  return Response.json(
    { type: `urn:inkroom:problem:${code}`, title: code.replaceAll('-', ' '), status, code, detail },
    { status, headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' } },
  )
}
