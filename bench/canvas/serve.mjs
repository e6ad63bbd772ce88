/**
 * Bundles the pages of `folder` and serves them on a free port: `/ours.html`, `/raw.html`, ... `statics` are folders by
 * the beginning of their addresses.
 */
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const html = (name) => `<!doctype html><html><head><meta charset="utf-8"><title>${name}</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/${name}.css">
<style>html,body{margin:0;height:100%;overflow:hidden}#board{position:absolute;inset:0}</style></head>
<body><div id="board"></div><script type="module" src="/${name}.js"></script></body></html>`
const types = {
  js: 'text/javascript',
  css: 'text/css',
  woff2: 'font/woff2',
  html: 'text/html',
  json: 'application/json',
}

export async function servePages(entries, { folder = here, statics = {} } = {}) {
  const out = join(folder, 'out')
  const { outputFiles } = await build({
    entryPoints: entries.map((entry) => join(folder, 'pages', entry)),
    outdir: out,
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    minify: process.env.BENCH_READABLE !== '1',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.IS_PREACT': '"false"' },
    conditions: ['production'],
    loader: Object.fromEntries(['.woff2', '.woff', '.ttf', '.svg', '.png'].map((ending) => [ending, 'file'])),
    logLevel: 'error',
  })
  const files = new Map(outputFiles.map((file) => [`/${relative(out, file.path)}`, file.contents]))
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname
    const page = /^\/([a-z]+)\.html$/.exec(path)
    const [start, from] = Object.entries(statics).find(([beginning]) => path.startsWith(beginning)) ?? []
    const file = start && normalize(join(from, decodeURIComponent(path.slice(start.length))))
    const body = page
      ? html(page[1])
      : file?.startsWith(from) && existsSync(file)
        ? readFileSync(file)
        : files.get(path)
    if (body === undefined) return response.writeHead(path.endsWith('.css') ? 204 : 404).end()
    response.writeHead(200, { 'content-type': types[path.split('.').pop()] ?? 'application/octet-stream' }).end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
