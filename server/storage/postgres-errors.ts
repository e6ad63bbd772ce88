/** What PostgreSQL refuses, in words that hold no content and no password. */

const DISK_FULL = '53100'

/** What PostgreSQL or the way to it refused. The message holds no content and no password. */
export class PostgresFailed extends Error {
  constructor(
    readonly code: 'storage-unreachable' | 'storage-refused' | 'storage-failed' | 'storage-full',
    message: string,
    /** How PostgreSQL numbers it. */
    readonly state?: string,
  ) {
    super(message)
    this.name = 'PostgresFailed'
  }
}

/** Only PostgreSQL's own words and code: details of an error may quote rows. */
export function translate(error: unknown): PostgresFailed {
  if (error instanceof PostgresFailed) return error
  const { code, message } = error as { readonly code?: string; readonly message: string }
  return new PostgresFailed(
    code === DISK_FULL ? 'storage-full' : 'storage-failed',
    code ? `${message} (${code})` : message,
    code,
  )
}

/** Where a database is, without who may use it. */
export function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'the given address'
  const { hostname, port, pathname } = new URL(url)
  return `postgres://${hostname}${port ? `:${port}` : ''}${pathname}`
}
