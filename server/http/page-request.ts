/** One request to the page process: read whole and within a time, so that a slow reader holds no connection to it. */
import { Agent, request } from 'node:http'
import type { Clock } from '../../lib/base/clock.ts'

export interface PageAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: Buffer
}

export interface PageRequest {
  readonly method: 'GET' | 'HEAD'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
}

export interface PageRequests {
  /** Rejects when there is no whole answer in time. */
  ask(wanted: PageRequest): Promise<PageAnswer>
  close(): void
}

export interface PageRequestLimits {
  readonly sockets: number
  readonly timeoutMs: number
  readonly answerBytes: number
}

const MIB = 1024 * 1024
export const pageRequestLimits: PageRequestLimits = { sockets: 64, timeoutMs: 15_000, answerBytes: 16 * MIB }

/** What belongs to one connection, and what the front door says itself. */
const NOT_PASSED = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'upgrade', 'trailer', 'date']

export function createPageRequests(clock: Clock, limits: PageRequestLimits = pageRequestLimits): PageRequests {
  const agent = new Agent({ keepAlive: true, maxSockets: limits.sockets, maxFreeSockets: limits.sockets / 4 })
  return {
    ask: ({ method, url, headers }) =>
      new Promise((resolve, reject) => {
        const call = request(url, { method, headers, agent })
        const cancel = clock.after(limits.timeoutMs, () => call.destroy(new Error('the page process takes too long')))
        const fail = (error: Error): void => {
          cancel()
          reject(error)
        }
        call.on('error', fail)
        call.on('response', (response) => {
          const chunks: Buffer[] = []
          let size = 0
          response.on('data', (chunk: Buffer) => {
            size += chunk.length
            chunks.push(chunk)
            if (size > limits.answerBytes) call.destroy(new Error('the answer of the page process is too large'))
          })
          response.on('error', fail)
          // A response that is cut off has no end; it says so by an error, and by closing.
          response.on('close', () => {
            if (!response.complete) fail(new Error('the page process ended in the middle of an answer'))
          })
          response.on('end', () => {
            cancel()
            const passed: Record<string, string | readonly string[]> = {}
            for (const [name, value] of Object.entries(response.headers)) {
              if (value !== undefined && !NOT_PASSED.includes(name)) passed[name] = value
            }
            resolve({ status: response.statusCode ?? 502, headers: passed, body: Buffer.concat(chunks, size) })
          })
        })
        call.end()
      }),
    close: () => agent.destroy(),
  }
}
