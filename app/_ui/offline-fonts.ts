/**
 * Names the parts of all faces to the worker, so that an installed app can write Chinese words without a network that it
 * never wrote before. A page in a tab keeps only what its boards have used: 430 files, 11.7 MB, are too much for a visit.
 */

import type { Clock } from '../../lib/base/clock.ts'

/** Not all at once, and not before the page is at rest: whoever draws meanwhile must not feel it. */
const FIRST_PART_MS = 4_000
const PARTS_AT_ONCE = 16
const PAUSE_MS = 500
/** More than all parts there are; a style sheet that names more is not ours. */
const MAX_PARTS = 500
/** A browser with less room than this keeps boards rather than letters. */
const MIN_FREE_BYTES = 200 * 1024 * 1024

type Connection = { readonly saveData?: boolean }

/** The addresses of all parts that the style sheets of this page name, in their order: Latin first, then by frequency. */
function partsOf(sheets: StyleSheetList): readonly string[] {
  const addresses = new Set<string>()
  for (const sheet of sheets) {
    for (const rule of rulesOf(sheet)) {
      const from = rule instanceof CSSFontFaceRule ? /url\("?([^"()]+\.woff2)"?\)/.exec(rule.cssText) : null
      if (from) addresses.add(new URL(from[1], sheet.href ?? location.href).href)
    }
  }
  return [...addresses].slice(0, MAX_PARTS)
}

function rulesOf(sheet: CSSStyleSheet): readonly CSSRule[] {
  try {
    return [...sheet.cssRules]
  } catch {
    // A style sheet of another origin, from an extension.
    return []
  }
}

async function isWelcome(): Promise<boolean> {
  const { connection } = navigator as { readonly connection?: Connection }
  if (connection?.saveData) return false
  const { quota = 0, usage = 0 } = await navigator.storage.estimate()
  return quota - usage >= MIN_FREE_BYTES
}

/** Begins once the app is installed, now or later; returns the end of it. */
export function keepAllFonts(tell: (addresses: readonly string[]) => void, clock: Clock): () => void {
  let cancel = (): void => {}
  let isGone = false
  const begin = async (): Promise<void> => {
    if (!(await isWelcome()) || isGone) return
    const parts = partsOf(document.styleSheets)
    const next = (from: number): void => {
      if (from >= parts.length || isGone) return
      tell(parts.slice(from, from + PARTS_AT_ONCE))
      cancel = clock.after(PAUSE_MS, () => next(from + PARTS_AT_ONCE))
    }
    cancel = clock.after(FIRST_PART_MS, () => next(0))
  }
  const start = (): void => {
    begin().catch(() => {
      // A browser that does not tell its room: letters then come with the boards that use them.
    })
  }
  if (matchMedia('(display-mode: standalone)').matches) start()
  window.addEventListener('appinstalled', start)
  return () => {
    isGone = true
    cancel()
    window.removeEventListener('appinstalled', start)
  }
}
