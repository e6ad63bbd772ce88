/** `npm run move -- FROM_URL TO_URL [--room ID]`: carries a store, or one room of it, to another place. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './project.mjs'

const built = join(root, 'dist', 'move-main.js')
// Unbuilt, its source is read as it is.
const script = existsSync(built) ? [built] : ['--import', 'tsx', join(root, 'server', 'move-main.ts')]
const { status } = spawnSync(process.execPath, [...script, ...process.argv.slice(2)], { stdio: 'inherit' })
process.exitCode = status ?? 1
