import { useEffect, useState } from 'react'
import type { RoomId } from '../../lib/base/ids.ts'
import { type BoardPicture, readPictures } from '../../lib/page/kept/board-pictures.ts'
import type { RecentRoom } from '../../lib/page/kept/recent-rooms.ts'

/** Addresses of the small pictures of `rooms` in `theme`; read once, for the rooms that there were then. */
export function usePictures(rooms: readonly RecentRoom[] | null, theme: 'light' | 'dark'): ReadonlyMap<RoomId, string> {
  const [pictures, setPictures] = useState<readonly BoardPicture[]>([])
  const [urls, setUrls] = useState<ReadonlyMap<RoomId, string>>(new Map())
  const isListed = rooms !== null
  // biome-ignore lint/correctness/useExhaustiveDependencies: a board that is forgotten keeps its picture until the next visit, for it may be taken back
  useEffect(() => {
    // Without the list no picture would seem to belong to any board.
    if (!rooms) return
    let isGone = false
    void readPictures(new Set(rooms.map(({ id }) => id))).then((found) => isGone || setPictures(found))
    return () => {
      isGone = true
    }
  }, [isListed])
  useEffect(() => {
    const made = new Map(pictures.map((picture) => [picture.room, URL.createObjectURL(picture[theme])]))
    setUrls(made)
    return () => {
      for (const url of made.values()) URL.revokeObjectURL(url)
    }
  }, [pictures, theme])
  return urls
}
