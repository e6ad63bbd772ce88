/** `GET /api/rooms/:id/export/:format`: the board as a file. */
import { exportBoard } from '../../../../_lib/export-board.ts'
import { createRoomServer } from '../../../../_lib/room-server.ts'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'

interface Context {
  readonly params: Promise<{ readonly roomId: string; readonly format: string }>
}

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { roomId, format } = await params
  const server = createRoomServer(request, { room: roomId, serverUrl: process.env.INKROOM_SERVER_URL, fetch })
  return exportBoard(request, format, server)
}
