import { useEffect, useState } from 'react'
import type { RoomId } from '../../lib/base/ids.ts'
import { readPictures } from '../_ui/board-pictures.ts'
import type { RecentRoom } from '../_ui/recent-rooms.ts'

/** Addresses of the small pictures of `rooms` in `theme`; read once, for the rooms that there were then. */
export function usePictures(rooms: readonly RecentRoom[] | null, theme: 'light' | 'dark'): ReadonlyMap<RoomId, string> {
  const [urls, setUrls] = useState<ReadonlyMap<RoomId, string>>(new Map())
  const isRead = rooms !== null
  // biome-ignore lint/correctness/useExhaustiveDependencies: a room that is forgotten keeps its picture until the next visit, for it may be recalled
  useEffect(() => {
    // Without the list no picture would seem to belong to any board.
    if (!rooms) return
    let isGone = false
    let made: readonly string[] = []
    void readPictures(new Set(rooms.map(({ id }) => id))).then((pictures) => {
      if (isGone) return
      const found = new Map(pictures.map((picture) => [picture.room, URL.createObjectURL(picture[theme])]))
      made = [...found.values()]
      setUrls(found)
    })
    return () => {
      isGone = true
      for (const url of made) URL.revokeObjectURL(url)
    }
  }, [isRead, theme])
  return urls
}
