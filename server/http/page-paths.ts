/** Which paths are pages: what is not listed is never asked of Next, which answers more than we use. */
import { parseRoomId } from '../../lib/base/ids.ts'

/** The files of `public/`. */
export const publicFiles: readonly string[] = ['/icon.svg', '/manifest.webmanifest', '/service-worker.js', '/theme.js']
const BUILT = '/_next/static/'
/** Names that the build gives: nothing in them is decoded, and nothing leads upwards. */
const BUILT_NAME = /^[\w.~@()-]+$/
/** Next has nothing there and says so with our page. */
export const NOTHING_THERE = '/_not-found'

export type PagePath =
  | { readonly name: 'page'; readonly path: string }
  | { readonly name: 'file'; readonly path: string }
  | { readonly name: 'built'; readonly path: string }
  /** Programs get a problem, people a page. */
  | { readonly name: 'none' }

/** `%zz` is no room, and no reason to fail. */
function roomOf(part: string): string | null {
  try {
    return parseRoomId(decodeURIComponent(part))
  } catch {
    return null
  }
}

export function findPagePath(pathname: string): PagePath {
  if (pathname === '/') return { name: 'page', path: '/' }
  if (publicFiles.includes(pathname)) return { name: 'file', path: pathname }
  const [first, second, ...rest] = pathname.slice(1).split('/')
  const room = first === 'r' && second !== undefined && rest.length === 0 ? roomOf(second) : null
  if (room) return { name: 'page', path: `/r/${room}` }
  if (!pathname.startsWith(BUILT)) return { name: 'none' }
  const names = pathname.slice(BUILT.length).split('/')
  const isBuilt = names.every((name) => BUILT_NAME.test(name) && name !== '.' && name !== '..')
  return isBuilt ? { name: 'built', path: pathname } : { name: 'none' }
}
