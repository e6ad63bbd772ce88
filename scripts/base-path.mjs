/** BASE_PATH as the build needs it: with a leading and without a trailing slash. What is wrong the server refuses. */
export function basePathOf(env) {
  const path = `/${(env.BASE_PATH ?? '').trim().replace(/^\/|\/$/g, '')}`
  return /^(?:\/[\w~-][\w.~-]*)+$/.test(path) ? path : ''
}
