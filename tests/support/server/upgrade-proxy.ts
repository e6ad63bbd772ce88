/**
 * Forwards requests and breaks WebSockets, as office proxies do: all, the first few, or as long as it is told to. It refuses
 * them, lets them open and carries nothing (`mute`), or cuts them at the first message of the client (`cut`).
 */
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'

export interface UpgradeProxy {
  readonly port: number
  readonly url: string
  /** Streams of the fallback that are open. */
  openStreams(): number
  /** Resolves with the so-many-th WebSocket that was tried. */
  whenTried(nth: number): Promise<void>
  /** From now on upgrades go through. */
  allowUpgrades(): void
  close(): void
}

export type Breakage = 'refuse' | 'mute' | 'cut'

export async function startUpgradeProxy(
  target: number,
  refusals = Number.POSITIVE_INFINITY,
  how: Breakage = 'refuse',
): Promise<UpgradeProxy> {
  let refused = 0
  let streams = 0
  let limit = refusals
  const tried: { readonly nth: number; readonly resolve: () => void }[] = []
  const proxy = createServer((from, to) => {
    const { method, url, headers } = from
    const onward = request({ host: '127.0.0.1', port: target, method, path: url, headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers)
      if (answer.headers['content-type']?.startsWith('text/event-stream')) {
        streams += 1
        to.on('close', () => {
          streams -= 1
        })
      }
      answer.on('error', () => to.destroy())
      answer.pipe(to)
    })
    onward.on('error', () => to.destroy())
    to.on('close', () => onward.destroy())
    from.pipe(onward)
  })
  proxy.on('upgrade', (message, near, head) => {
    refused += 1
    for (const waiting of tried) if (refused >= waiting.nth) waiting.resolve()
    const isBroken = refused <= limit
    if (isBroken && how === 'refuse') return near.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n')
    const far = connect(target, '127.0.0.1', () => {
      const lines = message.rawHeaders.flatMap((name, i, all) => (i % 2 === 0 ? [`${name}: ${all[i + 1]}`] : []))
      far.write(`GET ${message.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
      far.write(head)
      if (!isBroken) return far.pipe(near).pipe(far)
      far.once('data', (answer: Buffer) => {
        near.write(how === 'mute' ? answer.subarray(0, answer.indexOf('\r\n\r\n') + 4) : answer)
        if (how === 'cut') far.pipe(near)
        else far.resume()
      })
      near.once('data', () => how === 'cut' && near.destroy())
    })
    near.on('error', () => {}).on('close', () => far.destroy())
    far.on('error', () => {}).on('close', () => near.destroy())
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const { port } = proxy.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    openStreams: () => streams,
    whenTried: (nth) => new Promise((resolve) => (refused >= nth ? resolve() : tried.push({ nth, resolve }))),
    allowUpgrades() {
      limit = 0
    },
    close() {
      proxy.closeAllConnections()
      proxy.close()
    },
  }
}
