/** What is said of each operation of the HTTP interface. */
import type * as z from 'zod/mini'
import type { Role } from './grant.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** An answer or a body that is no JSON, by its media type. */
export interface Media {
  readonly media: string
}

export interface Operation {
  readonly method: Method
  /** `:name` stands for one part of the path. */
  readonly path: string
  /** What the caller's grant must allow; `admin`: the operator's token; null: anyone. */
  readonly grant: Role | 'admin' | null
  /** A sentence for people. */
  readonly summary: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: z.ZodMiniType | Media
  readonly status: 200 | 201 | 204
  /** null: an answer without a body. */
  readonly answer: z.core.$ZodType | Media | null
}

/** What an operation answers, as the server writes it. */
export type AnswerOf<O extends Operation> = O['answer'] extends z.core.$ZodType ? z.core.input<O['answer']> : never

/** The names in the path of an operation: `room`, `link` ... */
export const paramsOf = ({ path }: Operation): readonly string[] =>
  path.split('/').flatMap((part) => (part.startsWith(':') ? [part.slice(1)] : []))
