import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { systemRandom } from '../../../lib/base/ids.ts'
import { loadAdminToken } from '../../../server/access/admin-token.ts'
import { readConfig } from '../../../server/config.ts'
import { openToTheWorld } from '../../../server/start-words.ts'
import { createMemoryStorage } from '../../../server/storage/memory.ts'

function folderOfTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'inkroom-admin-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test.each<[Record<string, string>, readonly string[], readonly string[]]>([
  [{}, ['AD_HOC_ROOMS', '/metrics', 'TLS_CERT'], ['TRUST_PROXY', 'ALLOWED_ORIGINS']],
  [{ HOST: '127.0.0.1' }, [], ['AD_HOC_ROOMS', '/metrics', 'TLS_CERT']],
  [{ AD_HOC_ROOMS: 'off' }, ['can make boards'], ['AD_HOC_ROOMS']],
  [{ TLS_CERT: 'c', TLS_KEY: 'k' }, ['/metrics'], ['TLS_CERT']],
  [{ PUBLIC_URL: 'https://a.org' }, ['TRUST_PROXY'], ['TLS_CERT']],
  [{ PUBLIC_URL: 'https://a.org', TRUST_PROXY: 'on' }, [], ['TRUST_PROXY', 'TLS_CERT']],
  [{ ALLOWED_ORIGINS: '*' }, ['ALLOWED_ORIGINS'], []],
  [{ FRAME_ANCESTORS: '*' }, ['FRAME_ANCESTORS'], []],
  [{ ADMIN_TOKEN: 'off' }, ['there is no ADMIN_TOKEN'], []],
  [{ STORAGE_URL: 'memory:' }, ['there is no ADMIN_TOKEN'], []],
])('AC9 the start with %j says in plain words what is open: %j and not %j', (env, said, unsaid) => {
  const config = readConfig(env)
  const words = openToTheWorld(config, null).join('\n')
  for (const word of said) expect(words).toContain(word)
  for (const word of unsaid) expect(words).not.toContain(word)
})

test('AC6 without ADMIN_TOKEN one is made, kept beside the data for its owner only, and the same at the next start', async () => {
  const folder = folderOfTest()
  const options = { setting: 'made' as const, folder, records: null, random: systemRandom }
  const first = await loadAdminToken(options)
  expect(first.token).toMatch(/^\S{32}$/)
  const path = join(folder, 'admin-token')
  expect(first.where).toBe(`the admin token is in ${path}`)
  expect(readFileSync(path, 'utf8').trim()).toBe(first.token)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect((await loadAdminToken(options)).token).toBe(first.token)
})

test('AC6 where there is no folder it is kept with the records and shown once; a given one is never shown', async () => {
  const { records } = createMemoryStorage()
  const options = { setting: 'made' as const, folder: null, records, random: systemRandom }
  const first = await loadAdminToken(options)
  expect(first.where).toContain(first.token)
  expect(await loadAdminToken(options)).toEqual({ token: first.token, where: null })
  const given = await loadAdminToken({ ...options, setting: 'a given token of some length' as 'made' })
  expect(given).toEqual({ token: 'a given token of some length', where: null })
  expect(await loadAdminToken({ ...options, setting: null })).toEqual({ token: null, where: null })
  expect(await loadAdminToken({ ...options, records: null })).toEqual({ token: null, where: null })
})
