/** Web and mail addresses, the only links that are kept: a script in a link would run for everyone. */
const SAFE = /^(https?:\/\/|mailto:)\S+$/i
const BARE = /^[\w-]+(\.[\w-]+)+(\/\S*)?$/

/** The address to keep, `example.org` completed; null when it is none. */
export function safeLink(typed: string): string | null {
  const link = typed.trim()
  if (SAFE.test(link)) return link
  return BARE.test(link) ? `https://${link}` : null
}
