'use client'
/** Lets the browser keep the pages, so that boards seen before open without a network. */
import { useEffect } from 'react'

export function OfflinePages() {
  useEffect(() => {
    // While developing, built files change under their name: keeping them would show yesterday's code.
    if (process.env.NODE_ENV !== 'production' || !('serviceWorker' in navigator)) return
    navigator.serviceWorker.register('/service-worker.js').catch(() => {
      // Without it (private mode, plain http on another machine) everything works but opening a page offline.
    })
  }, [])
  return null
}
