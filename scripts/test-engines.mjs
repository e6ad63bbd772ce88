/** Finds Firefox and WebKit for the tests of other engines, or installs Debian's when it may. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { findCommand, install, isExecutable, mayInstall } from './debian.mjs'

const LIBRARIES = '/usr/lib'

export const findFirefox = () => findCommand('firefox-esr', 'firefox')

/** Debian keeps MiniBrowser off the path, in a folder of WebKit's version. */
function findMiniBrowser() {
  const found = []
  for (const machine of readdirSync(LIBRARIES).filter((name) => name.includes('-linux-'))) {
    for (const folder of readdirSync(join(LIBRARIES, machine)).filter((name) => name.startsWith('webkit2gtk-4'))) {
      found.push(join(LIBRARIES, machine, folder, 'MiniBrowser'))
    }
  }
  return found.sort().reverse().find(isExecutable) ?? null
}

/** WebKit's parts: `{ driver, browser, display }`, or null when one is missing. `import` takes the pictures. */
export function findWebKit() {
  if (process.platform !== 'linux') return null
  const driver = findCommand('WebKitWebDriver')
  const browser = findMiniBrowser()
  const display = findCommand('Xvfb')
  return driver && browser && display && findCommand('import') ? { driver, browser, display } : null
}

/** Installs what is missing when it may, or says in one line what to install. Tests of a missing engine are skipped. */
export function installEngines() {
  const missing = () => [
    ...(findFirefox() ? [] : ['firefox-esr']),
    ...(findWebKit() ? [] : ['webkit2gtk-driver', 'xvfb', 'imagemagick']),
  ]
  const wanted = missing()
  if (wanted.length > 0 && mayInstall()) {
    console.log(`engines: installing ${wanted.join(', ')} with apt-get`)
    install(wanted)
  }
  const left = missing()
  if (left.length > 0) {
    console.error(`engines: without ${left.join(', ')} some tests are skipped (apt-get install ${left.join(' ')})`)
  }
}
