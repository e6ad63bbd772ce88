/** `POST /api/rooms/:id/import/:format`: a file becomes one change in the live room. */
import { systemRandom } from '../../../../../../lib/base/ids.ts'
import { importBoard } from '../../../../_lib/import-board.ts'
import { createRoomServer } from '../../../../_lib/room-server.ts'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'

interface Context {
  readonly params: Promise<{ readonly roomId: string; readonly format: string }>
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { roomId, format } = await params
  const server = createRoomServer(request, { room: roomId, serverUrl: process.env.INKROOM_SERVER_URL, fetch })
  return importBoard(request, format, server, systemRandom)
}
