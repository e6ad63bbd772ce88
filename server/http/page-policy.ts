/** The content policy of pages: only our own scripts run, and only those that this very answer vouches for. */
export function pagePolicy(options: { readonly nonce: string; readonly isDevelopment: boolean }): string {
  // Hot reload evaluates strings; nothing else may.
  const evaluate = options.isDevelopment ? " 'unsafe-eval'" : ''
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${options.nonce}'${evaluate}`,
    // React, the text editor and the menus place things by style attributes, which no nonce covers.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self' data: blob:${options.isDevelopment ? ' ws: wss:' : ''}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; ')
}
