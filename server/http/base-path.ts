/** The path below which everything is reached: taken off what comes in, whether or not a proxy has done so already. */
export interface BasePath {
  /** The path as our routes know it: `/whiteboard/api/rooms` and `/api/rooms` are one. */
  strip(url: string): string
  /** The path as the pages know it, with the base before it. */
  restore(url: string): string
}

export function createBasePath(base: string): BasePath {
  if (base === '') return { strip: (url) => url, restore: (url) => url }
  const isBase = (url: string): boolean => url.startsWith(base) && /^(?:$|[/?])/.test(url.slice(base.length))
  return {
    strip(url) {
      if (!isBase(url)) return url
      const rest = url.slice(base.length)
      return rest.startsWith('/') ? rest : `/${rest}`
    },
    // The first page has no slash at its end: the pages would redirect it, and a proxy that strips would redirect it back.
    restore: (url) => base + (url === '/' ? '' : url.replace(/^\/\?/, '?')),
  }
}
