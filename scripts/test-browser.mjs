/** Finds a Chromium for the end-to-end tests, or installs Debian's when it may. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]
const INSTALL_LIMIT_MS = 300_000

const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const findOnSystem = () => {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const onPath = SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...onPath, ...APPLICATIONS].find(isExecutable) ?? null
}

const findPlaywrights = async () => {
  const { chromium } = await import('@playwright/test')
  const path = chromium.executablePath()
  return path && isExecutable(path) ? path : null
}

const run = (command, args) =>
  spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: INSTALL_LIMIT_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0

const installFromDebian = () => {
  const isRoot = process.getuid?.() === 0
  if (process.platform !== 'linux' || !findCommand('apt-get')) return false
  const become = isRoot ? [] : ['sudo', '-n']
  if (!isRoot && !(findCommand('sudo') && run('sudo', ['-n', 'true']))) return false
  console.log('browser: none found, installing chromium with apt-get')
  const apt = (...args) => {
    const [command, ...rest] = [...become, 'apt-get', ...args]
    return run(command, rest)
  }
  apt('update', '-qq')
  return apt('install', '-y', '-qq', '--no-install-recommends', 'chromium')
}

const findCommand = (name) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => isExecutable(join(folder, name)))

/** The path of a Chromium, or null after saying in one line what to install. */
export async function findChromium() {
  const wished = process.env.CHROMIUM_PATH
  if (wished) {
    if (isExecutable(wished)) return wished
    console.error(`browser: CHROMIUM_PATH is ${wished}, which cannot be run`)
    return null
  }
  const found = (await findPlaywrights()) ?? findOnSystem()
  if (found) return found
  if (installFromDebian()) {
    const installed = findOnSystem()
    if (installed) return installed
  }
  console.error(
    'browser: install Chromium (apt-get install chromium, or npx playwright install chromium), or set CHROMIUM_PATH',
  )
  return null
}
