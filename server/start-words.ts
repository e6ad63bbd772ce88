/** What is open to whoever reaches the port, in plain words, and the setting that closes it. */
import type { Config } from './config.ts'

const LOCAL = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/

export function openToTheWorld(config: Config, adminWhere: string | null): readonly string[] {
  const { host, tls, publicUrl, trustProxy, adHocRooms, adminToken, allowedOrigins, frameAncestors, storageUrl } =
    config
  const words: string[] = []
  if (!LOCAL.test(host)) {
    words.push(
      adHocRooms
        ? 'anyone who reaches this port can make boards, also by opening an address (AD_HOC_ROOMS=off ends the latter)'
        : 'anyone who reaches this port can make boards',
      '/metrics is open to the same people; let a proxy keep it private',
    )
  }
  if (!tls && !publicUrl?.startsWith('https:') && !LOCAL.test(host)) {
    words.push(
      'without TLS what is drawn can be read on the way, and browsers keep no boards offline (TLS_CERT, or a proxy and PUBLIC_URL)',
    )
  }
  if (publicUrl?.startsWith('https:') && !tls && !trustProxy) {
    words.push(
      'behind a proxy all visitors count as one address and share its limits (TRUST_PROXY=on tells them apart)',
    )
  }
  if (allowedOrigins === '*') words.push('pages of every origin may read and write here (ALLOWED_ORIGINS)')
  if (frameAncestors === '*') words.push('pages of every origin may show boards in a frame (FRAME_ANCESTORS)')
  if (adminWhere !== null) words.push(adminWhere)
  else if (adminToken === null || storageUrl === 'memory:') {
    words.push('nobody can delete the boards of others: there is no ADMIN_TOKEN')
  }
  return words
}
