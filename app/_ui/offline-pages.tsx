'use client'
import { useEffect } from 'react'
import { systemClock } from '../../lib/base/clock.ts'
/** Lets the browser keep the pages, so that home and boards seen before open without a network. */
import { isEmbedded } from '../../lib/page/embed/is-embedded.ts'
import { basePath } from '../../lib/page/server/base-path.ts'
import { keepAllFonts } from './offline-fonts.ts'

/** A page that is being opened has the processor and the line for itself: what is kept for later can wait. */
const REST_MS = 2_000

/** Names to the worker what this page loads, also what came before the worker was there. */
function nameFiles(worker: ServiceWorker): () => void {
  const tell = (addresses: readonly string[]) => worker.postMessage({ keep: addresses })
  tell([
    basePath || '/',
    location.pathname,
    `${basePath}/icon.svg`,
    `${basePath}/manifest.webmanifest`,
    `${basePath}/theme.js`,
  ])
  const observer = new PerformanceObserver((list) => tell(list.getEntries().map(({ name }) => name)))
  observer.observe({ type: 'resource', buffered: true })
  const stopFonts = keepAllFonts(tell, systemClock)
  return () => {
    observer.disconnect()
    stopFonts()
  }
}

export function OfflinePages() {
  useEffect(() => {
    // While developing, built files change under their name: keeping them would show yesterday's code.
    if (process.env.NODE_ENV !== 'production' || !('serviceWorker' in navigator)) return
    // A page that shows a board in a frame is not ours to open without a network.
    if (isEmbedded(location)) return
    let isGone = false
    let stop = () => {}
    const begin = async () => {
      await navigator.serviceWorker.register(`${basePath}/service-worker.js`, { scope: basePath || '/' })
      const { active } = await navigator.serviceWorker.ready
      if (active && !isGone) stop = nameFiles(active)
    }
    const cancel = systemClock.after(REST_MS, () => {
      begin().catch(() => {
        // Without it (private mode, plain http on another machine) everything works but opening a page offline.
      })
    })
    return () => {
      isGone = true
      cancel()
      stop()
    }
  }, [])
  return null
}
