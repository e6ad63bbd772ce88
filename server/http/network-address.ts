/** Names an address as limits count it: an IPv4 address is itself, of IPv6 the network that one visitor is given. */
import { isIP, isIPv4 } from 'node:net'

/** What a provider gives to one line: whoever has one address of it has them all. */
const IPV6_GROUPS = 4
/** 6to4 (RFC 3056): the holder of one IPv4 address has all networks below it. */
const SIX_TO_FOUR = '2002'
const SIX_TO_FOUR_GROUPS = 3
/** RFC 6052: how a translator writes an IPv4 address for a server that has IPv6 only. */
const TRANSLATED = ['64', 'ff9b', '0', '0', '0', '0']
const MAPPED = ['0', '0', '0', '0', '0', 'ffff']
const MAX_LENGTH = 64

/**
 * `1.2.3.4`, `1.2.3.4:80`, `::1`, `[::1]:80`, `fe80::1%eth0`, `::ffff:1.2.3.4` and what proxies make of them. null for
 * everything else: what is no address must never count as a new one.
 */
export function parseAddress(text: string): string | null {
  if (text.length > MAX_LENGTH) return null
  const bare = stripPort(text.trim().replace(/^"|"$/g, ''))
  // A network as we name it ourselves is read again.
  const address = bare.split('%', 1)[0].split('/', 1)[0]
  if (isIPv4(address)) return address
  return isIP(address) === 6 ? networkOf(groupsOf(address)) : null
}

function stripPort(text: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text)
  if (bracketed) return bracketed[1]
  const withPort = /^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/.exec(text)
  return withPort ? withPort[1] : text
}

/** The eight groups, each without leading zeros. */
function groupsOf(address: string): readonly string[] {
  const last = address.slice(address.lastIndexOf(':') + 1)
  const [a, b, c, d] = last.split('.').map(Number)
  const hex = (high: number, low: number): string => (high * 256 + low).toString(16)
  const plain = last.includes('.') ? `${address.slice(0, -last.length)}${hex(a, b)}:${hex(c, d)}` : address
  const [head, tail] = plain.split('::').map((part) => (part === '' ? [] : part.split(':')))
  const groups = tail ? [...head, ...new Array<string>(8 - head.length - tail.length).fill('0'), ...tail] : head
  return groups.map((group) => Number.parseInt(group, 16).toString(16))
}

function networkOf(groups: readonly string[]): string {
  const isIPv4Inside = [MAPPED, TRANSLATED].some((prefix) => prefix.every((group, nth) => groups[nth] === group))
  if (isIPv4Inside) {
    const [high, low] = groups.slice(6).map((group) => Number.parseInt(group, 16))
    return [high >> 8, high & 255, low >> 8, low & 255].join('.')
  }
  const length = groups[0] === SIX_TO_FOUR ? SIX_TO_FOUR_GROUPS : IPV6_GROUPS
  return `${groups.slice(0, length).join(':')}::/${length * 16}`
}
