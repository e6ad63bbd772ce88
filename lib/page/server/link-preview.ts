/** What a link to a board shows where it is pasted: title and picture of what the bare link may see. Runs in the page process. */
import type { RoomId } from '../../base/ids.ts'
import type { RoomFacts } from '../../session/session.ts'

export interface LinkPreview {
  readonly title: string
  /** Whole addresses. */
  readonly page: string
  readonly picture: string
  readonly oembed: string
}

export interface LinkPreviewOptions {
  readonly room: RoomId
  /** What a visitor without a token is told of a room that there is; null says nothing of any other. */
  readonly facts: RoomFacts | null
  /** Where people find the server, with its base path. */
  readonly base: string
}

const UNTITLED = 'Board'

export function linkPreview({ room, facts, base }: LinkPreviewOptions): LinkPreview | null {
  if (facts === null) return null
  const page = `${base}/r/${room}`
  const picture = `${base}/api/rooms/${room}/export/png`
  const oembed = `${base}/oembed?${new URLSearchParams({ url: page, format: 'json' })}`
  return { title: facts.title || UNTITLED, page, picture, oembed }
}
