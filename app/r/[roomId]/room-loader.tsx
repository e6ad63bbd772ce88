'use client'
import dynamic from 'next/dynamic'
import { PageRoot } from '../../_ui/page-root.tsx'
import type { RoomProps } from './room-props.ts'

/** Canvas, Yjs and Quill need a browser: the board is never rendered on the server. */
const Room = dynamic(() => import('./room.tsx').then((module) => module.Room), { ssr: false })

export function RoomLoader(props: RoomProps) {
  return (
    <PageRoot>
      <Room {...props} />
    </PageRoot>
  )
}
