import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { parseRoomId, type RoomId } from '../../../lib/base/ids.ts'
import { basePath } from '../../../lib/page/server/base-path.ts'
import { factsOfKnown, readFirstFacts } from '../../../lib/page/server/first-facts.ts'
import { linkPreview } from '../../../lib/page/server/link-preview.ts'
import { FRAME_ANCESTORS_HEADER, readFrameAncestors } from '../../../lib/protocol/framing.ts'
import { RoomLoader } from './room-loader.tsx'

/** The setting as the server parsed it, which lets no caller write it. */
const PUBLIC_URL_HEADER = 'x-inkroom-public-url'
/** Settings may change between two starts of the same build: nothing of this page is made beforehand. */
export const dynamic = 'force-dynamic'

interface PageProps {
  readonly params: Promise<{ readonly roomId: string }>
}

/** Null also for what cannot be decoded. */
function roomOf(segment: string): RoomId | null {
  try {
    return parseRoomId(decodeURIComponent(segment))
  } catch {
    return null
  }
}

/** Asked once for head and page. */
const readFacts = cache((room: RoomId) => readFirstFacts(room, { serverUrl: process.env.INKROOM_SERVER_URL, fetch }))

/** The front door has checked both headers, or written them. */
function baseOf(told: Headers): string {
  const own = `${told.get('x-forwarded-proto') ?? 'http'}://${told.get('host') ?? 'localhost'}${basePath}`
  return told.get(PUBLIC_URL_HEADER) ?? own
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const room = roomOf((await params).roomId)
  const facts = room && factsOfKnown(await readFacts(room))
  const preview = room && linkPreview({ room, facts, base: baseOf(await headers()) })
  if (!preview) return { title: 'Board' }
  const { title, page, picture, oembed } = preview
  return {
    title,
    openGraph: {
      title,
      url: page,
      siteName: 'Inkroom',
      type: 'website',
      images: [{ url: picture, type: 'image/png' }],
    },
    twitter: { card: 'summary_large_image', title, images: [picture] },
    alternates: { types: { 'application/json+oembed': [{ url: oembed, title }] } },
  }
}

export default async function Page({ params }: PageProps) {
  const room = roomOf((await params).roomId)
  if (!room) notFound()
  const firstFacts = await readFacts(room)
  const told = await headers()
  return (
    <RoomLoader
      room={room}
      publicUrl={told.get(PUBLIC_URL_HEADER)}
      frameAncestors={readFrameAncestors(told.get(FRAME_ANCESTORS_HEADER))}
      firstFacts={firstFacts}
    />
  )
}
