'use client'
import { createContext, useContext } from 'react'
import type { RoomModel } from '../../lib/page/room-model.ts'

const RoomContext = createContext<RoomModel | null>(null)
export const RoomProvider = RoomContext

export function useRoom(): RoomModel {
  const room = useContext(RoomContext)
  if (!room) throw new Error('useRoom outside RoomProvider')
  return room
}
