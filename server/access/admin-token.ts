/** The operator's token: given, or made once and kept with the data, so that every server can be cleaned of abuse. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type RandomBytes, randomId } from '../../lib/base/ids.ts'
import type { RecordKey, Records } from '../storage/storage.ts'

export interface AdminToken {
  readonly token: string | null
  /** Where whoever started the server finds it; null when there is nothing to say. */
  readonly where: string | null
}

const TOKEN_KEY: RecordKey = ['server', 'admin-token']
const TOKEN_LENGTH = 32
const TOKEN_FILE = 'admin-token'
const OWNER_ONLY = 0o600

export async function loadAdminToken(options: {
  readonly setting: string | 'made' | null
  /** The folder of the data, when it is one. */
  readonly folder: string | null
  /** Keeps it where there is no folder; null when nothing is kept at all. */
  readonly records: Records | null
  readonly random: RandomBytes
}): Promise<AdminToken> {
  const { setting, folder, records, random } = options
  if (setting !== 'made') return { token: setting, where: null }
  if (folder !== null) {
    const path = join(folder, TOKEN_FILE)
    return { token: keepInFile(path, random), where: `the admin token is in ${path}` }
  }
  if (!records) return { token: null, where: null }
  const made = randomId(TOKEN_LENGTH, random)
  if (await records.swap(TOKEN_KEY, null, new TextEncoder().encode(made))) {
    return { token: made, where: `the admin token, shown this once: ${made}` }
  }
  return { token: new TextDecoder().decode((await records.get(TOKEN_KEY)) ?? undefined), where: null }
}

function keepInFile(path: string, random: RandomBytes): string {
  if (existsSync(path)) {
    const kept = readFileSync(path, 'utf8').trim()
    if (kept.length >= TOKEN_LENGTH) return kept
  }
  const made = randomId(TOKEN_LENGTH, random)
  writeFileSync(path, `${made}\n`, { mode: OWNER_ONLY })
  // The mode counts only for a file that is new.
  chmodSync(path, OWNER_ONLY)
  return made
}
