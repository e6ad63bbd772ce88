import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type SyncServer, startSyncServer, until } from '../../support/server/sync-server.ts'

describe('stock y-websocket clients', () => {
  let server: SyncServer
  beforeEach(async () => {
    server = await startSyncServer()
  })
  afterEach(() => server.close())

  it('PR1 two of them see each other draw, type and delete', async () => {
    const [a, b] = [server.client('board'), server.client('board')]
    await until(() => a.provider.synced && b.provider.synced)
    a.doc.getMap('shapes').set('one', new Y.Map([['text', new Y.Text('hi')]]))
    b.doc.getMap('shapes').set('two', new Y.Map([['type', 'geo']]))
    await until(() => a.doc.getMap('shapes').size === 2 && b.doc.getMap('shapes').size === 2)
    b.doc.getMap('shapes').delete('one')
    await until(() => a.doc.getMap('shapes').size === 1)
    expect(a.doc.getMap('shapes').toJSON()).toEqual(b.doc.getMap('shapes').toJSON())
  })

  it('RM3 whoever comes later gets the whole board and everyone who is there', async () => {
    const a = server.client('board')
    a.awareness.setLocalStateField('name', 'Ada')
    a.doc.getMap('meta').set('title', 'Plan')
    await until(() => server.rooms.live('board' as never)?.stats().seq)
    const b = server.client('board')
    await until(() => b.doc.getMap('meta').get('title') === 'Plan')
    await until(() => b.awareness.getStates().get(a.doc.clientID)?.name === 'Ada')
  })

  it('RM4 who leaves is gone for the others at once', async () => {
    const [a, b] = [server.client('board'), server.client('board')]
    a.awareness.setLocalStateField('name', 'Ada')
    await until(() => b.awareness.getStates().has(a.doc.clientID))
    a.provider.disconnect()
    await until(() => !b.awareness.getStates().has(a.doc.clientID))
  })

  it('RM3 who comes back is seen at once and gets what was deleted meanwhile', async () => {
    const [a, b] = [server.client('board'), server.client('board')]
    a.awareness.setLocalStateField('name', 'Ada')
    a.doc.getMap('shapes').set('one', 1)
    await until(() => b.doc.getMap('shapes').size === 1 && b.awareness.getStates().has(a.doc.clientID))
    a.provider.disconnect()
    await until(() => !b.awareness.getStates().has(a.doc.clientID))
    b.doc.getMap('shapes').delete('one')
    a.doc.getMap('shapes').set('two', 2)
    a.provider.connect()
    await until(() => b.doc.getMap('shapes').has('two') && !a.doc.getMap('shapes').has('one'))
    await until(() => b.awareness.getStates().get(a.doc.clientID)?.name === 'Ada')
    expect(a.doc.getMap('shapes').toJSON()).toEqual({ two: 2 })
  })

  it('RM2 a viewer sees everything and changes nothing, and its socket stays open', async () => {
    const [viewer, editor] = [server.client('board', { token: 'viewer' }), server.client('board')]
    await until(() => viewer.provider.synced && editor.provider.synced)
    viewer.doc.getMap('shapes').set('mine', 1)
    editor.doc.getMap('shapes').set('ours', 1)
    await until(() => viewer.doc.getMap('shapes').has('ours'))
    expect(editor.doc.getMap('shapes').toJSON()).toEqual({ ours: 1 })
    expect(viewer.provider.wsconnected).toBe(true)
    const stored = await server.storage.log.load('board' as never)
    const doc = new Y.Doc()
    for (const { bytes } of stored?.updates ?? []) Y.applyUpdate(doc, bytes)
    expect(doc.getMap('shapes').toJSON()).toEqual({ ours: 1 })
  })

  it('RM1 looking creates no room, the first edit does', async () => {
    const a = server.client('new-room')
    await until(() => a.provider.synced)
    expect(await server.rooms.exists('new-room' as never)).toBe(false)
    a.doc.getMap('shapes').set('one', 1)
    await until(() => server.rooms.live('new-room' as never)?.stats().seq === 1)
    expect(await server.rooms.exists('new-room' as never)).toBe(true)
  })
})
