/** Expected outcomes as values: the caller must look before it may use the value. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

/** An expected failure: a stable `code` for programs, a sentence for people. */
export interface Failure<Code extends string = string> {
  readonly code: Code
  readonly message: string
}

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value })
export const err = <E>(error: E): Result<never, E> => ({ ok: false, error })
export const fail = <Code extends string>(code: Code, message: string): Result<never, Failure<Code>> =>
  err({ code, message })
