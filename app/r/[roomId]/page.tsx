import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { parseRoomId, type RoomId } from '../../../lib/base/ids.ts'
import { readFirstFacts } from '../../../lib/page/server/first-facts.ts'
import { FRAME_ANCESTORS_HEADER, readFrameAncestors } from '../../../lib/protocol/framing.ts'
import { RoomLoader } from './room-loader.tsx'

/** The setting as the server parsed it, which lets no caller write it. */
const PUBLIC_URL_HEADER = 'x-inkroom-public-url'
/** Settings may change between two starts of the same build: nothing of this page is made beforehand. */
export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Board' }

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

export default async function Page({ params }: PageProps) {
  const room = roomOf((await params).roomId)
  if (!room) notFound()
  const firstFacts = await readFirstFacts(room, { serverUrl: process.env.INKROOM_SERVER_URL, fetch })
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
