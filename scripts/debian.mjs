/** Finds programs on this machine, and installs Debian's packages where that is allowed. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const OTHER_FOLDERS = ['/opt/homebrew/bin', '/usr/local/bin']
const INSTALL_LIMIT_MS = 300_000

export const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Where programs lie. */
export const folders = () => [...(process.env.PATH ?? '').split(delimiter), ...OTHER_FOLDERS]

/** The path of the first of these programs that there is, or null. */
export const findCommand = (...names) =>
  names.flatMap((name) => folders().map((folder) => join(folder, name))).find(isExecutable) ?? null

/** Runs a command as root; true when it succeeded. */
export function runAsRoot(command, args) {
  const isRoot = process.getuid?.() === 0
  const [name, ...rest] = isRoot ? [command, ...args] : ['sudo', '-n', command, ...args]
  const { status } = spawnSync(name, rest, {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: INSTALL_LIMIT_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return status === 0
}

/** Whether this is a Debian on which packages may be installed without asking anybody. */
export function mayInstall() {
  if (process.platform !== 'linux' || !findCommand('apt-get')) return false
  return process.getuid?.() === 0 || (findCommand('sudo') !== null && runAsRoot('true', []))
}

/** Installs packages; true when it succeeded. */
export function install(packages) {
  runAsRoot('apt-get', ['update', '-qq'])
  return runAsRoot('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages])
}
