/** A way to a server that can take connections and say nothing on them; those stay as they are. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export async function startSwallowingPath(target: number) {
  let isSwallowing = false
  let swallowed = 0
  const open = new Set<Socket>()
  const held = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => {})
    if (isSwallowing) {
      swallowed++
      held.add(socket)
      socket.resume().on('close', () => held.delete(socket))
      return
    }
    const onward = connect(target, '127.0.0.1')
    open.add(onward)
    onward.on('error', () => {})
    socket.pipe(onward).pipe(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    get swallowed() {
      return swallowed
    },
    /** What is open stays so, and nothing passes on it any more; new ones do. */
    stall() {
      for (const socket of open) socket.unpipe().pause()
    },
    /** How many of those that were swallowed the other side still keeps open. */
    get held() {
      return held.size
    },
    swallow() {
      isSwallowing = true
      for (const socket of open) socket.destroy()
    },
    pass() {
      isSwallowing = false
    },
    close() {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}
