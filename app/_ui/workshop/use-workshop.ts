import { useEffect, useState, useSyncExternalStore } from 'react'
import type { WorkshopState } from '../../../lib/document/workshop.ts'
import { useRoom } from '../room-context.tsx'

/** Timer and votes of the board; renders again after each change. */
export function useWorkshop(): WorkshopState {
  const { workshop } = useRoom()
  return useSyncExternalStore(
    workshop.subscribe,
    () => workshop.state,
    () => workshop.state,
  )
}

/** The time that all share, read again every `everyMs` while `isOn`. */
export function useNow(everyMs: number, isOn: boolean): number {
  const room = useRoom()
  const [now, setNow] = useState(room.serverNow)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each reading asks for the next one
  useEffect(() => {
    if (isOn) return room.after(everyMs, () => setNow(room.serverNow()))
  }, [room, everyMs, isOn, now])
  return isOn ? Math.max(now, room.serverNow()) : room.serverNow()
}
