/**
 * Many who join one board at once, in a process of their own that does nothing but count bytes into one buffer: the
 * generator must not be what is measured. `node board-readers.mjs PORT PATH COUNT BYTES HELLO…`, hellos in base64.
 */
import { spawn } from 'node:child_process'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'

const BUFFER_BYTES = 1024 * 1024
const script = fileURLToPath(import.meta.url)

/** Milliseconds until each of `count` has received `bytes` or more. */
export function readBoards({ port, path, count, bytes, hellos }) {
  const words = [port, path, count, bytes, ...hellos.map((hello) => hello.toString('base64'))].map(String)
  const child = spawn(process.execPath, [script, ...words], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (text) => {
    said += text
  })
  return new Promise((resolve, reject) =>
    child.once('close', (code) => (code === 0 ? resolve(Number(said)) : reject(new Error('the readers failed')))),
  )
}

function read(port, bytes, first) {
  return new Promise((resolve, reject) => {
    let received = 0
    const onread = {
      buffer: Buffer.allocUnsafe(BUFFER_BYTES),
      callback(size) {
        received += size
        if (received >= bytes) resolve(socket)
        return true
      },
    }
    const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread }, () => socket.write(first))
    socket.once('error', reject)
    socket.once('end', () => reject(new Error(`closed after ${received} bytes`)))
  })
}

if (process.argv[1] === script) {
  const [port, path, count, bytes, ...hellos] = process.argv.slice(2)
  const upgrade =
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n'
  const first = Buffer.concat([Buffer.from(upgrade), ...hellos.map((hello) => Buffer.from(hello, 'base64'))])
  const began = performance.now()
  await Promise.all(Array.from({ length: Number(count) }, () => read(Number(port), Number(bytes), first)))
  console.log(performance.now() - began)
  process.exit(0)
}
