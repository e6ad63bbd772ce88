/** `npm run move -- FROM_URL TO_URL [--room ID]`: see `storage/move.ts`. */
import { parseArgs } from 'node:util'
import { parseRoomId } from '../lib/base/ids.ts'
import { moveStorage } from './storage/move.ts'
import { createStorage } from './storage/registry.ts'

const TELL_EVERY = 1_000
const USAGE = 'npm run move -- FROM_URL TO_URL [--room ID], as lmdb:./data postgres://inkroom@db.internal/inkroom'

/** PostgreSQL knows servers by their name: this is none. */
function asMover(url: string): string {
  if (!/^postgres(ql)?:/.test(url)) return url
  const named = new URL(url)
  named.searchParams.set('application_name', 'inkroom-move')
  return named.href
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return url
  const named = new URL(url)
  named.password = ''
  return named.href
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { room: { type: 'string' } } })
  const [from, to] = positionals
  const room = values.room === undefined ? null : parseRoomId(values.room)
  if (positionals.length !== 2 || from === to || (values.room !== undefined && room === null)) throw new Error(USAGE)
  const source = await createStorage(asMover(from))
  const destination = await createStorage(asMover(to))
  try {
    const moved = await moveStorage({
      from: source,
      to: destination,
      name: withoutPassword(from),
      room,
      onProgress: (rooms) => {
        if (rooms % TELL_EVERY === 0) console.log(`${rooms} rooms`)
      },
    })
    console.log(
      `Moved ${moved.rooms} rooms and ${moved.records} records; both sides read alike (sha256 ${moved.hash}).`,
    )
    console.log(`Now start the servers with STORAGE_URL set to the new place. The old one was not changed.`)
  } finally {
    await Promise.all([source.close(), destination.close()])
  }
}

main().catch((error: Error) => {
  console.error(`Nothing, or not all, was moved: ${error.message}`)
  process.exitCode = 1
})
