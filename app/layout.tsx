import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { basePath } from '../lib/page/server/base-path.ts'
import { OfflinePages } from './_ui/offline-pages.tsx'
import './tokens.css'
import './globals.css'
import './fonts.css'

/** Each answer has a nonce of its own for its scripts; a page made at build time could not know it. */
export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: { default: 'Inkroom', template: '%s · Inkroom' },
  description: 'A whiteboard to think on together, on your own server.',
  referrer: 'no-referrer',
  icons: { icon: `${basePath}/icon.svg` },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  interactiveWidget: 'resizes-visual',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfbfc' },
    { media: '(prefers-color-scheme: dark)', color: '#17181b' },
  ],
}

export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* It waits for this: a page that turns dark after its first paint is a flash. */}
        <script src={`${basePath}/theme.js`} />
        {/* Browsers fetch it without cookies and passwords unless they are told; Next has no word for that. */}
        <link rel="manifest" href={`${basePath}/manifest.webmanifest`} crossOrigin="use-credentials" />
      </head>
      <body>
        {children}
        <OfflinePages />
      </body>
    </html>
  )
}
