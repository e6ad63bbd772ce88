/** What a handler answers, as a value; only the front door writes to the socket. */
import type { Failure, Result } from '../../lib/base/result.ts'
import { type FailureCode, narrowerProblems, type ProblemCode, problems } from '../../lib/protocol/http.ts'
import type { AnswerOf, Operation } from '../../lib/protocol/operation.ts'

export type Headers = Readonly<Record<string, string>>
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array | string | null
}

export const json = (value: unknown, status = 200, headers: Headers = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(value),
})

/** What an operation of the contract answers, with its status. */
export const answerTo = <O extends Operation>({ status }: O, value: AnswerOf<O>): Reply => json(value, status)

export const bytes = (body: Uint8Array, headers: Headers): Reply => ({ status: 200, headers, body })

export const empty = (status: 204 | 304, headers: Headers = {}): Reply => ({ status, headers, body: null })

/** RFC 9457. `detail` is a sentence for people and never holds tokens or content. */
export function problem(given: FailureCode, detail: string, headers: Headers = {}): Reply {
  const isNarrow = given === 'room-deleted' || given === 'other-birth'
  const code: ProblemCode = isNarrow ? narrowerProblems[given] : given
  const status = problems[code]
  return {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...(status === 503 || status === 429 ? { 'retry-after': '1' } : {}),
      ...headers,
    },
    body: JSON.stringify({
      type: `urn:inkroom:problem:${code}`,
      title: code.replaceAll('-', ' '),
      status,
      code,
      detail,
      ...(isNarrow ? { reason: given } : {}),
    }),
  }
}

/** The reply of a failure whose code is one of ours. */
export const refuse = (failure: Failure<FailureCode>): Reply => problem(failure.code, failure.message)

/** The reply that `succeed` makes of a value, or the problem. */
export const replyTo = <T>(result: Result<T, Failure<FailureCode>>, succeed: (value: T) => Reply): Reply =>
  result.ok ? succeed(result.value) : refuse(result.error)
