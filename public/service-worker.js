/**
 * Opens boards that were seen before without a network. Built files never change under their name and are kept;
 * pages come from the network while there is one. Board content is not kept here: the session's local copy does that.
 */
const SHELL = 'inkroom-shell-1'
const BUILT = '/_next/static/'
/** The page of any board is the same page: it reads the room from its address. */
const BOARD_PAGE = /^\/r\/[A-Za-z0-9_-]{1,128}$/
const MAX_KEPT = 600

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== SHELL).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

async function keep(request, response) {
  if (!response.ok || response.type !== 'basic') return
  const cache = await caches.open(SHELL)
  await cache.put(request, response)
  const keys = await cache.keys()
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MAX_KEPT)).map((old) => cache.delete(old)))
}

async function builtFile(event) {
  const kept = await caches.match(event.request)
  if (kept) return kept
  const response = await fetch(event.request)
  event.waitUntil(keep(event.request, response.clone()))
  return response
}

async function page(event) {
  try {
    const response = await fetch(event.request)
    event.waitUntil(keep(event.request, response.clone()))
    // A proxy that answers for a server that is down is no page: what was seen before is better.
    if (response.status !== 502 && response.status !== 503 && response.status !== 504) return response
    return (await caches.match(event.request, { ignoreSearch: true })) ?? response
  } catch (cause) {
    const kept = await caches.match(event.request, { ignoreSearch: true })
    if (kept) return kept
    throw cause
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (url.pathname.startsWith(BUILT) || url.pathname === '/icon.svg') event.respondWith(builtFile(event))
  else if (request.mode === 'navigate' && (url.pathname === '/' || BOARD_PAGE.test(url.pathname))) {
    event.respondWith(page(event))
  }
})
