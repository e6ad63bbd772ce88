/** Reads request bodies: never more than the limit, never for longer than the server's request timeout. */
import type { IncomingMessage } from 'node:http'
// The whole of zod, for its English words: a schema of its small form has none by itself.
import { z } from 'zod'
import type { ZodMiniType } from 'zod/mini'
import { type Failure, fail, ok, type Result } from '../../lib/base/result.ts'
import { joiningBytes } from '../../lib/base/steps.ts'
import type { FailureCode, ProblemCode } from '../../lib/protocol/http.ts'
import type { Turns } from '../room/turns.ts'
import type { HeldBytes } from './held-bytes.ts'

export const MAX_JSON_BYTES = 64 * 1024

/** What a piece costs beyond its bytes: a body may come byte by byte. */
const CHUNK_OVERHEAD_BYTES = 256

export type BodyError = Failure<FailureCode>

/** A request whose body is to be read. */
export interface BodySource {
  readonly message: IncomingMessage
  readonly address: string
  readonly bodies: HeldBytes
  /** Joins what is large, in turns with others. */
  readonly turns: Pick<Turns, 'run'>
}

/** The whole body. A body over `limit` is refused by its announced length before a byte of it is kept. */
export async function readBytes(source: BodySource, limit: number): Promise<Result<Uint8Array, BodyError>> {
  const { message, address, bodies, turns } = source
  const tooLarge = fail<ProblemCode>('body-too-large', `The body may have up to ${limit} bytes.`)
  if (Number(message.headers['content-length'] ?? 0) > limit) return tooLarge
  const tooEarly = fail<ProblemCode>('bad-request', 'The body ended too early.')
  // It went while its right to send was looked up: nothing would tell of it any more.
  if (message.destroyed) return tooEarly
  const tooMuch = fail<ProblemCode>('too-fast', 'Too much is being sent at once; try again.')
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    const held = bodies.open(address, () => finish(tooMuch))
    const take = (chunk: Buffer): void => {
      if (size + chunk.length > limit) finish(tooLarge)
      else if (!held.take(chunk.length + CHUNK_OVERHEAD_BYTES)) finish(tooMuch)
      else {
        size += chunk.length
        chunks.push(chunk)
      }
    }
    const end = (): void => {
      // All of it is here, whatever becomes of the request while it is joined.
      message.off('close', stop)
      const whole = chunks.length === 1 ? chunks[0] : turns.run(joiningBytes(chunks), address)
      if (whole instanceof Promise)
        whole.then(
          (bytes) => finish(ok(bytes)),
          () => finish(tooMuch),
        )
      else finish(ok(whole))
    }
    // The client went away in the middle; nobody will read the answer.
    const stop = (): void => finish(tooEarly)
    /** What is whole is used at once and is not held any longer. */
    function finish(outcome: Result<Uint8Array, BodyError>): void {
      held.close()
      message.off('data', take).off('end', end).off('error', stop).off('close', stop)
      // Not destroyed: the answer still has to go out by the same socket.
      message.pause()
      message.on('error', () => {})
      resolve(outcome)
    }
    message.on('data', take).on('end', end).on('error', stop).on('close', stop)
  })
}

/** A JSON body that fits `schema`; an absent one counts as `{}`. */
export async function readJson<S extends ZodMiniType>(
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
