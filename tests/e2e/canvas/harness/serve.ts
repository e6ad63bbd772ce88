/** Bundles the harness page and serves it on a free port. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const html = `<!doctype html><html><head><meta charset="utf-8"><title>canvas</title>
<link rel="stylesheet" href="/page.css">
<style>html,body{margin:0;height:100%;overflow:hidden}#board{position:absolute;inset:0}</style></head>
<body><div id="board"></div><script type="module" src="/page.js"></script></body></html>`
const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', woff2: 'font/woff2' }

export interface ServedPage {
  readonly url: string
  close(): Promise<void>
}

export async function serveHarness(): Promise<ServedPage> {
  const out = join(here, 'out')
  const { outputFiles } = await build({
    entryPoints: [join(here, 'page.ts')],
    outdir: out,
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    loader: { '.woff2': 'file', '.woff': 'file' },
    logLevel: 'error',
  })
  const files = new Map(outputFiles.map((file) => [`/${relative(out, file.path)}`, file.contents]))
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const file = files.get(path)
    if (file) {
      response.writeHead(200, { 'content-type': TYPES[path.split('.').pop() ?? ''] ?? 'application/octet-stream' })
      response.end(file)
    } else response.writeHead(path === '/' ? 200 : 404, { 'content-type': 'text/html' }).end(path === '/' ? html : '')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
