import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from './source-files.ts'

interface LockedPackage {
  readonly version?: string
  readonly resolved?: string
  readonly optional?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
}
type Packages = Readonly<Record<string, LockedPackage>>

const readLock = (): Packages =>
  (JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')) as { packages: Packages }).packages

/** Platforms that people run this on. Names of binaries use these words. */
const PLATFORM = /(^|[-_/.])(linux|darwin|win32)-(x64|arm64)([-_.]|$)/

/** Where Node would find `name` from the package at `from`: the nearest node_modules upwards. */
function resolveLocked(packages: Packages, from: string, name: string): LockedPackage | undefined {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    const found = packages[`${base === '' ? '' : `${base}/`}node_modules/${name}`]
    if (found || base === '') return found
  }
}

function findMissingBinaries(packages: Packages): readonly string[] {
  return Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => PLATFORM.test(name) && !resolveLocked(packages, from, name))
      .map((name) => `${from} needs ${name}`),
  )
}

const copiesOf = (packages: Packages, name: string): readonly string[] =>
  Object.keys(packages).filter((path) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))

test('AR8 the lockfile holds the binaries of every platform, so that npm ci works there too', () => {
  expect(findMissingBinaries(readLock())).toEqual([])
})

test('AR8 the guard misses no platform', () => {
  const optionalDependencies = {
    '@a/a-linux-x64': '1',
    '@a/a-darwin-arm64': '1',
    'a-win32-x64-msvc': '1',
    fsevents: '1',
  }
  const packages = { 'node_modules/a': { optionalDependencies }, 'node_modules/@a/a-linux-x64': { version: '1' } }
  expect(findMissingBinaries(packages)).toEqual([
    'node_modules/a needs @a/a-darwin-arm64',
    'node_modules/a needs a-win32-x64-msvc',
  ])
  const nested = { ...packages, 'node_modules/a/node_modules/@a/a-darwin-arm64': { version: '1' } }
  expect(findMissingBinaries(nested)).toEqual(['node_modules/a needs a-win32-x64-msvc'])
})

test('AR8 there is exactly one copy of yjs, lib0, y-protocols and react', () => {
  const packages = readLock()
  for (const name of ['yjs', 'lib0', 'y-protocols', 'react']) {
    expect(copiesOf(packages, name)).toEqual([`node_modules/${name}`])
  }
  expect(copiesOf({ 'node_modules/a/node_modules/yjs': {}, 'node_modules/yjs': {} }, 'yjs')).toHaveLength(2)
})

test('AR8 every version in package.json is exact', () => {
  const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >
  for (const group of ['dependencies', 'devDependencies', 'overrides']) {
    for (const [name, version] of Object.entries(manifest[group])) {
      expect(`${name}@${version}`).toMatch(/@\d+\.\d+\.\d+$/)
    }
  }
})
