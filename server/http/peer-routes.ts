/** What a facilitator does with one who is here. Enforced where the board is guarded: a pass is a link for one person. */
import type { RoomId } from '../../lib/base/ids.ts'
import type { LinkFacts } from '../../lib/protocol/answers.ts'
import { allows, type LinkRole } from '../../lib/protocol/grant.ts'
import { type PeerOrder, peerOrderBody } from '../../lib/protocol/http.ts'
import { operations } from '../../lib/protocol/operations.ts'
import { endLink } from '../access/end-link.ts'
import type { AddLink } from '../access/limited-links.ts'
import { readJson } from './body.ts'
import { admitToExisting, type HttpContext } from './http-context.ts'
import { tooManyLinks } from './link-routes.ts'
import { empty, problem, type Reply, refuse } from './reply.ts'
import type { Route } from './router.ts'

const passRoles: Readonly<Partial<Record<PeerOrder, LinkRole>>> = { write: 'editor', facilitate: 'facilitator' }
const nobody = (): Reply => problem('peer-not-found', 'Nobody here goes by that client id.')

export function peerRoutes(context: HttpContext, addLink: AddLink): readonly Route[] {
  /** A link of its own for whoever speaks for the id, told to nobody else. */
  async function givePass(room: RoomId, clientId: number, pass: Pick<LinkFacts, 'role' | 'label'>): Promise<Reply> {
    const made = await addLink(room, { ...pass, expiresAt: null, isPass: true })
    if (!made) return tooManyLinks()
    const { link, token } = made
    const command = { name: 'pass' as const, linkId: link.id, role: pass.role, token }
    if (context.rooms.order(room, clientId, command)) return empty(204)
    await endLink(context, room, link.id)
    return nobody()
  }

  return [
    {
      ...operations.orderPeer,
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'facilitator')
        if (!admitted.ok) return refuse(admitted.error)
        const body = await readJson(request, peerOrderBody)
        if (!body.ok) return refuse(body.error)
        const clientId = Number(request.params.client)
        if (!Number.isSafeInteger(clientId) || clientId < 0) return nobody()
        const { room, grant } = admitted.value
        const { order, name } = body.value
        if (order === 'facilitate' && !allows(grant.role, 'owner'))
          return problem('not-allowed', 'Only the owner names facilitators.')
        const paid = context.quotas.take(request.address, { bytes: 0 })
        if (!paid.ok) return refuse(paid.error)
        const role = passRoles[order]
        if (role) return givePass(room, clientId, { role, label: name })
        const command = { name: order as Exclude<PeerOrder, 'write' | 'facilitate'> }
        return context.rooms.order(room, clientId, command) ? empty(204) : nobody()
      },
    },
  ]
}
