/** What the server has of a board, read as any program reads it: by HTTP. */
import { expect } from '@playwright/test'
import * as Y from 'yjs'

export interface StoredBoard {
  readonly bytes: Uint8Array
  readonly etag: string
  /** Each shape's fields, by id. */
  readonly shapes: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** `address` is that of the room's page; a token may ride in its fragment. */
export async function readStoredBoard(address: string, ownToken: string | null = null): Promise<StoredBoard> {
  const { origin, pathname, hash } = new URL(address)
  const token = ownToken ?? new URLSearchParams(hash.slice(1)).get('token')
  const answer = await fetch(`${origin}/api/rooms/${pathname.split('/').at(-1)}/snapshot`, {
    headers: token ? { authorization: `Bearer ${token}` } : {},
  })
  if (answer.status === 404) return { bytes: new Uint8Array(), etag: '', shapes: {} }
  expect(answer.status).toBe(200)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const doc = new Y.Doc()
  Y.applyUpdate(doc, bytes)
  const shapes = doc.getMap('shapes').toJSON()
  doc.destroy()
  return { bytes, etag: answer.headers.get('etag') ?? '', shapes }
}

export const typesOf = ({ shapes }: StoredBoard): readonly unknown[] =>
  Object.values(shapes)
    .map(({ type }) => type)
    .sort()
