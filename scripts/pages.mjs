/**
 * The page process: Next behind a loopback port that it chooses and tells its parent. `--dev` for hot reload.
 * It lives exactly as long as its parent: Next's own command would outlive a parent that was killed.
 */
import { createServer } from 'node:http'
import next from 'next'
import { root } from './project.mjs'

const HOST = '127.0.0.1'
const dev = process.argv.includes('--dev')

// Ctrl-C reaches the whole terminal group; the parent decides when we go.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => process.exit(0))
process.on('disconnect', () => process.exit(0))

let handle = null
const server = createServer((message, response) => {
  // The front door asks twice a second whether anybody is in.
  if (message.url === '/_alive') response.end()
  else handle(message, response)
})
// Only the front door connects here, and it reuses its connections: closing idle ones would race with its next request.
server.keepAliveTimeout = 0
server.requestTimeout = 0

await new Promise((resolve, reject) => server.once('error', reject).listen(0, HOST, resolve))
const { port } = server.address()
const app = next({ dev, dir: root, hostname: HOST, port, httpServer: server })
await app.prepare()
handle = app.getRequestHandler()
process.send?.({ url: `http://${HOST}:${port}` })
