/** How a token travels: outside of the address, which proxies write into their logs, wherever it can. */
import { tokenProtocol } from '../protocol/token-protocol.ts'

export interface Credentials {
  readonly params: Record<string, string>
  readonly protocols: string[]
}

/** `asked`: the subprotocols that are asked for, best first. */
export function credentialsOf(token: string | null, asked: readonly string[]): Credentials {
  const carried = token === null ? null : tokenProtocol(token)
  return {
    params: token === null || carried ? {} : { token },
    protocols: [...asked, ...(carried ? [carried] : [])],
  }
}

/** From the next connection on; `birth`: the room whose board is in the document. */
export function carry(
  provider: { params: Record<string, string>; protocols: string[] },
  { params, protocols }: Credentials,
  birth: string | null,
): void {
  provider.params = { ...params, ...(birth === null ? {} : { birth }) }
  provider.protocols = protocols
}
