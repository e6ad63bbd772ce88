/** Addresses of a bus: URLs but for their several hosts, which `URL` does not know. */

export interface BusHost {
  readonly host: string
  readonly port: number
}

export interface BusAddress {
  readonly scheme: string
  readonly user: string | null
  readonly password: string | null
  readonly hosts: readonly BusHost[]
  /** What follows the hosts, without the slash. */
  readonly path: string
}

const ADDRESS = /^([a-z+]+:)\/\/(?:([^/?#\s]*)@)?([^/?#@\s]+)(?:\/([A-Za-z0-9_./-]*))?$/
const HOST = /^(?:\[([0-9A-Fa-f:.]+)\]|([^:[\],]+))(?::(\d{1,5}))?$/
const MAX_PORT = 65_535
const MAX_HOSTS = 100

function parseHost(text: string, defaultPort: number): BusHost | null {
  const [, v6, name, port] = HOST.exec(text) ?? []
  const host = v6 ?? name
  const number = port === undefined ? defaultPort : Number(port)
  return host !== undefined && number >= 1 && number <= MAX_PORT ? { host, port: number } : null
}

/** null when it is none; a password with signs like / ? # has to be written as in any URL (%2F). */
export function parseBusAddress(text: string, defaultPort: number): BusAddress | null {
  const [, scheme, login, hosts, path = ''] = ADDRESS.exec(text) ?? []
  if (scheme === undefined) return null
  const colon = login?.indexOf(':') ?? -1
  const parsed = hosts.split(',', MAX_HOSTS).map((host) => parseHost(host, defaultPort))
  if (parsed.includes(null)) return null
  try {
    return {
      scheme,
      user: login === undefined ? null : decodeURIComponent(colon < 0 ? login : login.slice(0, colon)),
      password: login === undefined || colon < 0 ? null : decodeURIComponent(login.slice(colon + 1)),
      hosts: parsed as BusHost[],
      path,
    }
  } catch {
    return null // A % that stands for nothing.
  }
}

export const hostWithPort = ({ host, port }: BusHost): string => `${host.includes(':') ? `[${host}]` : host}:${port}`

/** For messages: who is called, and no password. */
export const placeOf = ({ scheme, hosts }: BusAddress): string => `${scheme}//${hosts.map(hostWithPort).join(',')}`
