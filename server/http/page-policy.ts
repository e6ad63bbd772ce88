/** The content policy of pages: only our own scripts run, and inline ones only when this very answer vouches for them. */
import type { FrameAncestors } from '../../lib/protocol/framing.ts'

export interface PolicyOptions {
  /** Drawn anew for each answer. */
  readonly nonce: string
  readonly isDevelopment: boolean
  /** Origins beside our own whose pages may show this one in a frame. */
  readonly frameAncestors: FrameAncestors
}

/** The directive by which a browser shows a page in a frame, or does not. */
export const framedBy = (ancestors: FrameAncestors): string =>
  ['frame-ancestors', ...(ancestors === '*' ? ['*'] : ["'self'", ...ancestors])].join(' ')

export function pagePolicy({ nonce, isDevelopment, frameAncestors }: PolicyOptions): string {
  // Hot reload evaluates strings; nothing else may.
  const evaluate = isDevelopment ? " 'unsafe-eval'" : ''
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'${evaluate}`,
    // React, the text editor and the menus place things by style attributes, which no nonce covers.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self' data: blob:${isDevelopment ? ' ws: wss:' : ''}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    framedBy(frameAncestors),
  ].join('; ')
}

const YEAR_SECONDS = 31_536_000

/** What else every page says, beside what every answer does. A browser that has come by https once keeps to it. */
export const pageHeaders = ({ isSecure }: { readonly isSecure: boolean }): Readonly<Record<string, string>> => ({
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), bluetooth=()',
  ...(isSecure ? { 'strict-transport-security': `max-age=${YEAR_SECONDS}` } : {}),
})

/** For files made from boards: an exported SVG that is opened by its own address runs nothing and reaches nothing. */
export const filePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'; sandbox"
