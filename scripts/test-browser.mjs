/** Finds a Chromium for the end-to-end tests, or installs Debian's when it may. */
import { findCommand, install, isExecutable, mayInstall } from './debian.mjs'

/** The headless shell first: the same engine without windows and bars, a sixth less processor time for the same tests. */
const SYSTEM_NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
]
const DEBIAN_PACKAGES = ['chromium-headless-shell', 'chromium']
const APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

const findOnSystem = () => findCommand(...SYSTEM_NAMES) ?? APPLICATIONS.find(isExecutable) ?? null

const findPlaywrights = async () => {
  const { chromium } = await import('@playwright/test')
  const path = chromium.executablePath()
  return path && isExecutable(path) ? path : null
}

const installFromDebian = () => {
  if (!mayInstall()) return false
  return DEBIAN_PACKAGES.some((name) => {
    console.log(`browser: none found, installing ${name} with apt-get`)
    return install([name])
  })
}

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
