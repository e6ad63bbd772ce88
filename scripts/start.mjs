/** `npm start`: builds what is missing or stale, then runs the server, which looks after the page process itself. */
import { buildProject } from './build.mjs'
import { isBuilt, requireSetup, root } from './project.mjs'

requireSetup()
process.env.NEXT_TELEMETRY_DISABLED = '1'
process.env.NODE_ENV = 'production'

const NOT_WRITABLE = ['EACCES', 'EROFS', 'EPERM']
const ownPages = ['', 'on'].includes((process.env.WEB ?? '').trim())
const wanted = ownPages ? ['server', 'pages'] : ['server']

/** Sources that were updated where this user may not build, as under the service unit: what was built last still runs. */
function goOnWithoutBuild(error) {
  const how = `run \`npm ci && npm run build\` in ${root} as the user who owns it`
  if (!NOT_WRITABLE.includes(error.code)) throw new Error(`The build failed: ${error.message}`)
  if (!wanted.every(isBuilt)) throw new Error(`The project is not built, and this user may not write here: ${how}.`)
  console.error(`The sources are newer than the build, and this user may not write here. The last build runs; ${how}.`)
}

try {
  await buildProject({ onlyStale: true, wanted })
} catch (error) {
  try {
    goOnWithoutBuild(error)
  } catch ({ message }) {
    console.error(message)
    process.exit(1)
  }
}
await import('../dist/main.js')
