import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Run-time settings do not belong here: what is frozen at build cannot follow the environment. */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // A native module: loaded from node_modules, never bundled.
  serverExternalPackages: ['@napi-rs/canvas'],
  agentRules: false,
  experimental: { agentUpgrade: false },
  // `npm test` checks the types of everything; a start on a fresh machine need not wait for it.
  typescript: { tsconfigPath: 'tsconfig.build.json', ignoreBuildErrors: true },
  turbopack: { root: dirname(fileURLToPath(import.meta.url)) },
}

export default config
