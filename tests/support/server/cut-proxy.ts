/** A line to a server that a test can cut, or let swallow what is sent, for as long as it likes. */

import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'

export interface CutProxy {
  readonly port: number
  /** Breaks all lines and takes no new ones. */
  cut(): void
  /** Lines stay, new ones open, and nothing passes. */
  swallow(): void
  /** Everything passes again; what had been swallowed does so late. */
  heal(): void
  close(): void
}

/** `target` is asked for each line, so that it may move. */
export async function startCutProxy(target: () => number | null): Promise<CutProxy> {
  const pairs = new Set<readonly [Socket, Socket]>()
  let mode: 'open' | 'cut' | 'swallow' = 'open'
  const proxy = createServer((near) => {
    const port = target()
    if (mode === 'cut' || port === null) return void near.destroy()
    const far = connect(port, '127.0.0.1')
    const pair = [near, far] as const
    pairs.add(pair)
    const end = (): void => {
      pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    for (const side of pair) side.on('error', () => {}).on('close', end)
    if (mode === 'open') join(pair)
  })
  const join = ([near, far]: readonly [Socket, Socket]): void => void near.pipe(far).pipe(near)
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const breakAll = (): void => {
    for (const [near] of [...pairs]) near.destroy()
  }
  return {
    port: (proxy.address() as AddressInfo).port,
    cut() {
      mode = 'cut'
      breakAll()
    },
    swallow() {
      mode = 'swallow'
      for (const [near, far] of pairs) {
        near.unpipe(far).pause()
        far.unpipe(near).pause()
      }
    },
    heal() {
      if (mode === 'swallow') for (const pair of pairs) join(pair)
      mode = 'open'
    },
    close() {
      breakAll()
      proxy.close()
    },
  }
}
