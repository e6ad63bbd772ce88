/** Links that carry a grant. Revoking one closes the peers that came by it. */
import { createLinkBody } from '../../lib/protocol/http.ts'
import { operations } from '../../lib/protocol/operations.ts'
import { endLink } from '../access/end-link.ts'
import type { AddLink } from '../access/limited-links.ts'
import { MAX_LINKS_PER_ROOM } from '../access/room-records.ts'
import { readJson } from './body.ts'
import { admitToExisting, type HttpContext, roomUrl } from './http-context.ts'
import { answerTo, empty, problem, type Reply, refuse } from './reply.ts'
import type { Route } from './router.ts'

export const tooManyLinks = (): Reply =>
  problem('too-many-links', `A room has up to ${MAX_LINKS_PER_ROOM} links; revoke one first.`)

export function linkRoutes(context: HttpContext, addLink: AddLink): readonly Route[] {
  const { access } = context
  return [
    {
      ...operations.listLinks,
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'owner')
        if (!admitted.ok) return refuse(admitted.error)
        return answerTo(operations.listLinks, { links: await access.listLinks(admitted.value.room) })
      },
    },
    {
      ...operations.createLink,
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'owner')
        if (!admitted.ok) return refuse(admitted.error)
        const body = await readJson(request, createLinkBody)
        if (!body.ok) return refuse(body.error)
        const paid = context.quotas.take(request.address, { bytes: 0 })
        if (!paid.ok) return refuse(paid.error)
        const { room } = admitted.value
        const { role, label, lifetimeMs } = body.value
        const expiresAt = lifetimeMs === null ? body.value.expiresAt : context.clock.date() + lifetimeMs
        const made = await addLink(room, { role, label, expiresAt })
        if (!made) return tooManyLinks()
        const { link, token } = made
        return answerTo(operations.createLink, { ...link, token, url: roomUrl(context, request, room, token) })
      },
    },
    {
      ...operations.revokeLink,
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'owner')
        if (!admitted.ok) return refuse(admitted.error)
        const { room } = admitted.value
        const { link } = request.params
        const isEnded = await endLink(context, room, link)
        return isEnded ? empty(204) : problem('link-not-found', 'There is no such link.')
      },
    },
  ]
}
