/** Forwards requests and refuses upgrades, as office proxies do: all, the first few, or as long as it is told to. */
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'

export interface UpgradeProxy {
  readonly port: number
  readonly url: string
  /** From now on upgrades go through. */
  allowUpgrades(): void
  close(): void
}

export async function startUpgradeProxy(target: number, refusals = Number.POSITIVE_INFINITY): Promise<UpgradeProxy> {
  let refused = 0
  let limit = refusals
  const proxy = createServer((from, to) => {
    const { method, url, headers } = from
    const onward = request({ host: '127.0.0.1', port: target, method, path: url, headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.on('error', () => to.destroy())
      answer.pipe(to)
    })
    onward.on('error', () => to.destroy())
    to.on('close', () => onward.destroy())
    from.pipe(onward)
  })
  proxy.on('upgrade', (message, near, head) => {
    refused += 1
    if (refused <= limit) return near.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n')
    const far = connect(target, '127.0.0.1', () => {
      const lines = message.rawHeaders.flatMap((name, i, all) => (i % 2 === 0 ? [`${name}: ${all[i + 1]}`] : []))
      far.write(`GET ${message.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
      far.write(head)
      far.pipe(near).pipe(far)
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
    allowUpgrades() {
      limit = 0
    },
    close() {
      proxy.closeAllConnections()
      proxy.close()
    },
  }
}
