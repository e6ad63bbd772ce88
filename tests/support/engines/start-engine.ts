/** Starts a page in an engine that this machine has. */
import { findFirefox, findWebKit } from '../../../scripts/test-engines.mjs'
import type { EngineName, EnginePage, Viewport } from './engine.ts'
import { startPuppeteer } from './puppeteer-engine.ts'
import { startWebKit } from './webkit-engine.ts'

const firefox = findFirefox()
const webkit = findWebKit()
const chromium = process.env.CHROMIUM_PATH ?? null

/** What a test of this engine needs and this machine lacks; empty when nothing is missing. */
export const missingFor: Readonly<Record<EngineName, string>> = {
  chromium: chromium ? '' : 'CHROMIUM_PATH',
  firefox: firefox ? '' : 'firefox-esr',
  webkit: webkit ? '' : 'webkit2gtk-driver, xvfb and imagemagick',
}

export const DESKTOP: Viewport = { width: 1280, height: 800 }

export function startEngine(name: EngineName, viewport: Viewport = DESKTOP): Promise<EnginePage> {
  if (name === 'webkit' && webkit) return startWebKit(webkit, viewport)
  const path = name === 'chromium' ? chromium : firefox
  if (name === 'webkit' || !path) throw new Error(`${name}: this machine lacks ${missingFor[name]}`)
  return startPuppeteer(name, path, viewport)
}
