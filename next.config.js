import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { basePathOf } from './scripts/base-path.mjs'

const basePath = basePathOf(process.env)

/** Run-time settings do not belong here: what is frozen at build cannot follow the environment. */
const config = {
  poweredByHeader: false,
  // The one setting that a build is made for: addresses of scripts are written into them.
  basePath,
  env: { NEXT_PUBLIC_BASE_PATH: basePath },
  // The worker lies below the home page, which it serves too.
  headers: async () => [
    { source: '/service-worker.js', headers: [{ key: 'service-worker-allowed', value: basePath || '/' }] },
  ],
  reactStrictMode: true,
  // Whatever the pages show, they show as it is: an endpoint that fetches and keeps pictures is one more to guard.
  images: { unoptimized: true },
  // Whoever makes a preview of a link reads the head and runs nothing: it is whole before anything is sent.
  htmlLimitedBots: /.*/,
  agentRules: false,
  experimental: { agentUpgrade: false },
  // `npm test` checks the types of everything; a start on a fresh machine need not wait for it.
  typescript: { tsconfigPath: 'tsconfig.build.json', ignoreBuildErrors: true },
  turbopack: { root: dirname(fileURLToPath(import.meta.url)) },
}

export default config
