/** A network line that can be cut: a TCP relay in front of the product. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface Line {
  readonly url: string
  /** Breaks every connection and refuses new ones. */
  cut(): void
  /** Stops carrying bytes without closing anything, as a dead Wi-Fi does. */
  freeze(): void
  mend(): void
  close(): Promise<void>
}

export async function startLine(targetPort: number): Promise<Line> {
  const sockets = new Set<Socket>()
  let state: 'up' | 'cut' | 'frozen' = 'up'
  const server = createServer((near) => {
    if (state === 'cut') return near.destroy()
    const far = connect(targetPort, '127.0.0.1')
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.on('data', (bytes) => state === 'up' && far.write(bytes))
    far.on('data', (bytes) => state === 'up' && near.write(bytes))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const destroyAll = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      state = 'cut'
      destroyAll()
    },
    freeze() {
      state = 'frozen'
    },
    mend() {
      // Bytes were lost while frozen, so those connections cannot go on.
      if (state === 'frozen') destroyAll()
      state = 'up'
    },
    async close() {
      destroyAll()
      server.close()
      await once(server, 'close')
    },
  }
}
