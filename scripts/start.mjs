/** `npm start`: builds what is missing or stale, then runs the server, which looks after the page process itself. */
import { buildProject } from './build.mjs'
import { requireSetup } from './project.mjs'

requireSetup()
process.env.NEXT_TELEMETRY_DISABLED = '1'
process.env.NODE_ENV = 'production'

const ownPages = ['', 'on'].includes((process.env.WEB ?? '').trim())
try {
  await buildProject({ onlyStale: true, wanted: ownPages ? ['server', 'pages'] : ['server'] })
} catch (error) {
  console.error(`The build failed: ${error.message}`)
  process.exit(1)
}
await import('../dist/main.js')
