/**
 * Opens boards that were seen before without a network. Built files never change under their name and are kept;
 * pages come from the network while there is one. Board content is not kept here: the session's local copy does that.
 */
const SHELL = 'inkroom-shell-1'
/** What the server is reached below, which is where this file lies. */
const BASE = self.location.pathname.replace(/\/service-worker\.js$/, '')
const HOME = BASE === '' ? '/' : BASE
const BUILT = `${BASE}/_next/static/`
const LOOSE = [`${BASE}/icon.svg`, `${BASE}/manifest.webmanifest`, `${BASE}/theme.js`]
const NAMED = /static\/[\w./~-]+\.(?:js|css)/g
/** The page of any board is the same page: it reads the room from its address. */
const BOARD_PAGE = /^\/r\/[A-Za-z0-9_-]{1,128}$/
/** All built files, every part of every face among them, are about 400; the rest are pages of boards. */
const MAX_KEPT = 1_000
/** Places that are made at once when all are taken. */
const MADE_FREE = 50

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== SHELL).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

/** So many more may be kept before what is kept is counted: listing a hundred files for each of them costs a second. */
let places = 0

async function keep(request, response) {
  if (!response.ok || response.type !== 'basic') return
  const cache = await caches.open(SHELL)
  await cache.put(request, response)
  places -= 1
  if (places > 0) return
  const keys = await cache.keys()
  const isFull = keys.length >= MAX_KEPT
  places = isFull ? MADE_FREE : MAX_KEPT - keys.length
  if (isFull) await Promise.all(keys.slice(0, keys.length - MAX_KEPT + MADE_FREE).map((old) => cache.delete(old)))
}

const isPage = (path) =>
  path === HOME || path === `${BASE}/` || (path.startsWith(BASE) && BOARD_PAGE.test(path.slice(BASE.length)))
const isFile = (path) => path.startsWith(BUILT) || LOOSE.includes(path)

/** Pages and scripts name the files that they may load, at once or later. */
const namesFiles = (path) => isPage(path) || path.endsWith('.js')
const followed = new Set()

async function keepOne(pathname) {
  const kept = await caches.match(pathname, { ignoreSearch: true })
  const response = kept ?? (await fetch(pathname))
  if (response.ok && namesFiles(pathname)) {
    const named = (await response.clone().text()).match(NAMED) ?? []
    await keepAll(named.map((name) => `${BASE}/_next/${name}`))
  }
  if (!kept) await keep(pathname, response)
}

/** Fetches what is not kept yet, and all that it names. */
async function keepAll(addresses) {
  for (const address of addresses) {
    const { origin, pathname } = new URL(address, self.location.origin)
    const isWanted = origin === self.location.origin && (isPage(pathname) || isFile(pathname))
    if (!isWanted || followed.has(pathname)) continue
    followed.add(pathname)
    try {
      await keepOne(pathname)
    } catch (cause) {
      followed.delete(pathname)
      throw cause
    }
  }
}

/** A first visit has loaded most of its files before this worker was there: the page names them. */
self.addEventListener('message', (event) => {
  if (!Array.isArray(event.data?.keep)) return
  // A network that goes in the middle: the next visit names them again.
  event.waitUntil(keepAll(event.data.keep).catch(() => {}))
})

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
  if (isFile(url.pathname)) event.respondWith(builtFile(event))
  // A board in a frame has a policy of its own, which must not be handed out for the page itself.
  else if (request.mode === 'navigate' && isPage(url.pathname) && !url.searchParams.has('embed'))
    event.respondWith(page(event))
})
