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
  typescript: { tsconfigPath: 'tsconfig.build.json' },
  turbopack: { root: dirname(fileURLToPath(import.meta.url)) },
}

export default config
