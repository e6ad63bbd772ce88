#!/usr/bin/env node
/** `npx inkroom`: starts the server with its data in the current folder; `backup`, `restore` and `health` are the other commands. */
import { resolve } from 'node:path'

const commands = { start: './start.mjs', backup: './backup.mjs', restore: './restore.mjs', health: './health.mjs' }
const LMDB = 'lmdb:'

const { env } = process
const asked = process.argv[2] ?? 'start'
if (!Object.hasOwn(commands, asked)) {
  console.error(`inkroom knows: ${Object.keys(commands).join(', ')}. Settings are environment variables, as PORT=8080.`)
  process.exit(1)
}
// All commands mean the same folder, wherever the package lies.
const storage = env.STORAGE_URL?.trim() || `${LMDB}${env.DATA_DIR?.trim() || 'data'}`
env.STORAGE_URL = storage.startsWith(LMDB)
  ? LMDB + resolve(storage.slice(LMDB.length).replace(/^\/\/(?=\/)/, ''))
  : storage
// The command reads what follows its own name.
process.argv.splice(2, process.argv.length > 2 ? 1 : 0)
await import(commands[asked])
