/** `npm run dev`: pages and server with hot reload. The pages outlive the restarts of the server. */
import { fork, spawn } from 'node:child_process'
import { join } from 'node:path'
import { commandOf, requireSetup, root } from './project.mjs'

requireSetup()
const port = process.env.PORT?.trim() || '3000'
const scheme = process.env.TLS_CERT ? 'https' : 'http'
const env = { ...process.env, NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' }

const pages = fork(join(root, 'scripts', 'pages.mjs'), ['--dev'], {
  cwd: root,
  env: { ...env, INKROOM_SERVER_URL: `${scheme}://127.0.0.1:${port}` },
})
let server = null

function stop(code) {
  server?.kill('SIGTERM')
  pages.kill('SIGTERM')
  process.exitCode = code
}

pages.on('message', ({ url }) => {
  server = spawn(process.execPath, [commandOf('tsx'), 'watch', '--clear-screen=false', 'server/main.ts'], {
    cwd: root,
    env: { ...env, WEB: url, INKROOM_DEV: 'on' },
    stdio: 'inherit',
  })
  server.on('exit', (code) => stop(code ?? 0))
})
pages.on('exit', (code) => stop(code ?? 1))
process.on('SIGTERM', () => stop(0))
process.on('SIGINT', () => stop(0))
