/** What a browser sees while the page process starts: it asks again by itself. */
import type { FrameAncestors } from '../../lib/protocol/framing.ts'
import { framedBy } from './page-policy.ts'
import type { Reply } from './reply.ts'

const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="1">
<title>Inkroom is starting</title>
<style>
  :root { color-scheme: light dark }
  body { min-height: 100vh; margin: 0; display: grid; place-content: center; text-align: center;
    font: 16px/1.6 system-ui, sans-serif; padding: 24px; box-sizing: border-box }
  h1 { font-size: 20px; margin: 0 }
  p { margin: 8px 0 0; opacity: .7 }
</style>
<main role="status">
  <h1>Just a moment</h1>
  <p>Inkroom is starting. This page opens by itself.</p>
</main>
</html>
`

export const waitingPage = (frameAncestors: FrameAncestors): Reply => ({
  status: 503,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'retry-after': '1',
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; ${framedBy(frameAncestors)}`,
  },
  body: html,
})
