/** Reads request bodies: never more than the limit, never for longer than the server's request timeout. */
import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { type Failure, fail, ok, type Result } from '../../lib/base/result.ts'
import type { FailureCode, ProblemCode } from '../../lib/protocol/http.ts'
import type { HeldBodies } from './held-bodies.ts'

export const MAX_JSON_BYTES = 64 * 1024

/** What a piece costs beyond its bytes: a body may come byte by byte. */
const CHUNK_OVERHEAD_BYTES = 256

export type BodyError = Failure<FailureCode>

/** A request whose body is to be read. */
export interface BodySource {
  readonly message: IncomingMessage
  readonly address: string
  readonly bodies: HeldBodies
}

/** The whole body. A body over `limit` is refused by its announced length before a byte of it is kept. */
export async function readBytes(source: BodySource, limit: number): Promise<Result<Uint8Array, BodyError>> {
  const { message: req, address, bodies } = source
  const tooLarge = fail<ProblemCode>('body-too-large', `The body may have up to ${limit} bytes.`)
  if (Number(req.headers['content-length'] ?? 0) > limit) return tooLarge
  const chunks: Buffer[] = []
  let size = 0
  let held = 0
  try {
    // Not destroyed when left early: the answer still has to go out by the same socket.
    for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (size + chunk.length > limit) return tooLarge
      const cost = chunk.length + CHUNK_OVERHEAD_BYTES
      if (!bodies.take(address, cost)) return fail('too-fast', 'Too much is being sent at once; try again.')
      held += cost
      size += chunk.length
      chunks.push(chunk)
    }
  } catch {
    // The client went away in the middle; nobody will read the answer.
    return fail('bad-request', 'The body ended too early.')
  } finally {
    // What is whole is used at once and is not held any longer.
    bodies.give(address, held)
  }
  return ok(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size))
}

/** A JSON body that fits `schema`; an absent one counts as `{}`. */
export async function readJson<S extends z.ZodType>(
  source: BodySource,
  schema: S,
): Promise<Result<z.output<S>, BodyError>> {
  const type = source.message.headers['content-type']
  // Also keeps other sites' plain forms out: they cannot send this type without asking first.
  if (type !== undefined && !/^application\/(\w+\+)?json\s*(;|$)/i.test(type)) {
    return fail('wrong-type', 'The body must be application/json.')
  }
  const body = await readBytes(source, MAX_JSON_BYTES)
  if (!body.ok) return body
  let value: unknown = {}
  if (body.value.length > 0) {
    try {
      value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body.value))
    } catch {
      return fail('malformed-json', 'The body is not JSON.')
    }
  }
  const parsed = schema.safeParse(value)
  return parsed.success ? ok(parsed.data) : fail('invalid-body', z.prettifyError(parsed.error))
}
