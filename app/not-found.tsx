import { MissingRoom } from './_home/missing-room.tsx'

export default function NotFound() {
  return <MissingRoom />
}
