/** The addresses at which people reach a server, for the line that is printed at the start. */
import { networkInterfaces } from 'node:os'

const EVERYWHERE = ['0.0.0.0', '::']

export interface ListenAddress {
  readonly host: string
  readonly port: number
  readonly isSecure: boolean
}

/** The local address first, then one for each network. */
export function listAddresses({ host, port, isSecure }: ListenAddress): readonly string[] {
  const urlOf = (name: string): string =>
    `${isSecure ? 'https' : 'http'}://${name.includes(':') ? `[${name}]` : name}:${port}`
  if (!EVERYWHERE.includes(host)) return [urlOf(host === '127.0.0.1' || host === '::1' ? 'localhost' : host)]
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
  return [urlOf('localhost'), ...outside.map(({ address }) => urlOf(address))]
}
