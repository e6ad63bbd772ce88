import { describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { err } from '../../lib/base/result.ts'
import { createBoardDocument } from '../../lib/document/create-board-document.ts'
import { createWorkshop } from '../../lib/document/workshop.ts'
import { exportBoard } from '../../worker/export-board.ts'
import { importBoard } from '../../worker/import-board.ts'
import { readBodyText } from '../../worker/read-body.ts'
import { createRoomServer } from '../../worker/room-server.ts'
import { fixture } from '../support/document/fixture.ts'
import { createMemoryServer, type MemoryServer } from '../support/document/memory-server.ts'
import { seeded } from '../support/document/random.ts'

const random = seeded(1)
const randomBytes = (size: number) => Uint8Array.from({ length: size }, () => random.below(256))

function call(memory: MemoryServer, path: string, init: RequestInit = {}, token = 'editor') {
  const request = new Request(
    `http://pages/api/rooms/room/${path}${path.includes('?') ? '&' : '?'}token=${token}`,
    init,
  )
  const server = createRoomServer(request, { room: 'room', serverUrl: 'http://server', fetch: memory.fetch })
  return { request, server }
}
const send = (memory: MemoryServer, format: string, body: string, token?: string) => {
  const { request, server } = call(memory, `import/${format}`, { method: 'POST', body }, token)
  return importBoard(request, format, server, randomBytes)
}
const fetchExport = (memory: MemoryServer, format: string) => {
  const { request, server } = call(memory, `export/${format}`)
  return exportBoard(request, format.split('?')[0], server)
}
const boardOf = (memory: MemoryServer) => {
  const doc = memory.doc()
  if (!doc) throw new Error('no board yet')
  return createBoardDocument({ doc }).board
}

describe('import', () => {
  it('makes a room from a file in one change and reports what was left out', async () => {
    const memory = createMemoryServer()
    const answer = await send(memory, 'excalidraw', fixture('all-kinds.excalidraw'))
    expect(await answer.json()).toMatchObject({ added: 14, skipped: [{ type: 'image', reason: 'no-image' }, {}, {}] })
    expect(memory.asked).toEqual(['GET snapshot', 'PUT assets', 'PUT snapshot'])
    const image = boardOf(memory).shapes.find((shape) => shape.type === 'image')
    expect(memory.assets.has(image?.type === 'image' ? image.asset : '')).toBe(true)
  })

  it('DC18 pictures that the server does not take are not counted as added', async () => {
    const memory = createMemoryServer()
    const { request, server } = call(memory, 'import/excalidraw', {
      method: 'POST',
      body: fixture('all-kinds.excalidraw'),
    })
    const full = { ...server, putAsset: async () => err(new Response(null, { status: 507 })) }
    const answer = await (await importBoard(request, 'excalidraw', full, randomBytes)).json()
    expect(answer.added).toBe(13)
    expect(answer.skipped).toContainEqual({ type: 'image', reason: 'image-refused', count: 1 })
  })

  it('adds to what is there, on top, and never writes it again', async () => {
    const memory = createMemoryServer()
    await send(memory, 'tldraw', fixture('all-kinds.tldr'))
    const before = boardOf(memory).shapes
    await send(memory, 'excalidraw', fixture('first-version.excalidraw'))
    const after = boardOf(memory)
    expect(after.shapes.slice(0, before.length)).toEqual(before)
    expect(after.size).toBe(before.length + 4)
    expect(after.title).toBe('Plans')
  })

  it('passes on what the server refuses', async () => {
    const memory = createMemoryServer()
    const answer = await send(memory, 'excalidraw', fixture('first-version.excalidraw'), 'viewer')
    expect([answer.status, (await answer.json()).code]).toEqual([403, 'not-allowed'])
    expect(memory.doc()).toBeNull()
  })

  it.each([
    ['visio', '{}', 404, 'unknown-format'],
    ['excalidraw', '{"type":', 400, 'not-json'],
    ['excalidraw', '{"type":"tldraw"}', 415, 'wrong-file-type'],
    ['tldraw', '{"elements":[]}', 415, 'wrong-file-type'],
    ['json', '[]', 415, 'wrong-file-type'],
  ])('answers %s with %s by code and changes nothing', async (format, body, status, code) => {
    const memory = createMemoryServer()
    const answer = await send(memory, format, body)
    expect([answer.status, (await answer.json()).code]).toEqual([status, code])
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(memory.doc()).toBeNull()
  })

  it('says so when no server is known or it does not answer', async () => {
    const request = new Request('http://pages/', { method: 'POST', body: fixture('first-version.excalidraw') })
    const lost = createRoomServer(request, { room: 'r', serverUrl: 'http://server', fetch: () => Promise.reject() })
    const answer = await importBoard(request, 'excalidraw', lost, randomBytes)
    expect([answer.status, (await answer.json()).code]).toEqual([503, 'server-unreachable'])
  })

  it('stops reading at the limit and refuses bytes that are no text', async () => {
    const post = (body: BodyInit) => new Request('http://pages/', { method: 'POST', body })
    expect(await readBodyText(post('12345'), 4)).toMatchObject({ error: { code: 'too-large' } })
    expect(await readBodyText(post(Uint8Array.of(0xff, 0x41)), 4)).toMatchObject({ error: { code: 'not-json' } })
    expect(await readBodyText(post('é'), 4)).toEqual({ ok: true, value: 'é' })
  })
})

describe('export', () => {
  it('gives our own file, which makes the same board in another room', async () => {
    const from = createMemoryServer()
    await send(from, 'excalidraw', fixture('all-kinds.excalidraw'))
    const file = await fetchExport(from, 'json')
    expect(file.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''board.inkroom.json")
    const to = createMemoryServer()
    await send(to, 'json', await file.text())
    expect(boardOf(to).shapes).toEqual(boardOf(from).shapes)
    expect(to.assets).toEqual(from.assets)
  })

  it('gives Excalidraw files and pictures', async () => {
    const memory = createMemoryServer()
    await send(memory, 'tldraw', fixture('all-kinds.tldr'))
    const excalidraw = await (await fetchExport(memory, 'excalidraw')).json()
    expect(excalidraw).toMatchObject({ type: 'excalidraw', version: 2 })
    expect(Object.keys(excalidraw.files)).toHaveLength(1)
    const svg = await (await fetchExport(memory, 'svg')).text()
    expect(svg).toMatch(/^<svg[^>]*>[\s\S]*data:image\/png;base64[\s\S]*<\/svg>$/)
  })

  it('DC23 a file for Excalidraw says how it is to be looked at', async () => {
    const memory = createMemoryServer()
    await send(memory, 'tldraw', fixture('all-kinds.tldr'))
    const plain = await (await fetchExport(memory, 'excalidraw')).json()
    expect(plain.appState).toEqual({ viewBackgroundColor: '#ffffff', gridSize: null })
    const asked = await (await fetchExport(memory, 'excalidraw?dark=1&background=0&scale=3')).json()
    expect(asked.appState).toMatchObject({
      theme: 'dark',
      exportWithDarkMode: true,
      exportBackground: false,
      viewBackgroundColor: 'transparent',
      exportScale: 3,
    })
  })

  it('draws pictures without a browser, with the fonts of the product', async () => {
    const memory = createMemoryServer()
    await send(memory, 'excalidraw', fixture('all-kinds.excalidraw'))
    const bytesOf = async (format: string) => Buffer.from(await (await fetchExport(memory, format)).arrayBuffer())
    const png = await bytesOf('png')
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG')
    // Width, two dots a board pixel.
    expect(png.readUInt32BE(16)).toBeGreaterThan(200)
    expect((await bytesOf('pdf')).subarray(0, 5).toString('latin1')).toBe('%PDF-')
  })

  it('DC60 DC62 gives words, charts and notes, and votes only once they are shown', async () => {
    const memory = createMemoryServer()
    await send(memory, 'mermaid', 'graph LR\nA[One] -->|to| B[Two]')
    const mermaid = await fetchExport(memory, 'mermaid')
    expect(mermaid.headers.get('content-type')).toBe('text/vnd.mermaid; charset=utf-8')
    expect(await mermaid.text()).toBe('flowchart LR\n  n1["One"]\n  n2["Two"]\n  n1 -->|"to"| n2\n')
    expect(await (await fetchExport(memory, 'markdown')).text()).toBe('One\n\nto\n\nTwo\n')
    const notes = [{ id: 'note', type: 'note', index: 'a0', author: 'Ada', text: [{ insert: '=1' }] }]
    const board = createMemoryServer()
    await send(board, 'json', JSON.stringify({ type: 'inkroom', version: 1, shapes: notes }))
    const { shapes } = boardOf(board)
    const workshop = createWorkshop(board.doc() as Y.Doc)
    const csv = async () => Buffer.from(await (await fetchExport(board, 'csv')).arrayBuffer()).toString()
    workshop.startVoting({ id: 'v', votesEach: 3, isHidden: true, by: '' })
    workshop.vote('u', shapes[0].id, 1)
    expect(await csv()).toBe('\ufefftext,color,frame,votes,author\r\n"\'=1",#ffec99,,,\r\n')
    workshop.changeVoting({ isHidden: false })
    expect(await csv()).toContain('#ffec99,,1,Ada\r\n')
  })

  it('knows neither strange formats nor rooms that are not there', async () => {
    const memory = createMemoryServer()
    expect((await (await fetchExport(memory, 'visio')).json()).code).toBe('unknown-format')
    expect((await (await fetchExport(memory, 'json')).json()).code).toBe('room-not-found')
  })

  it('SH5 has a name whatever the title: cut in the middle of a letter, with slashes and lines', async () => {
    const memory = createMemoryServer()
    await send(memory, 'excalidraw', fixture('first-version.excalidraw'))
    const names: (string | null)[] = []
    for (const title of [`x${'😀'.repeat(150)}`, '../a\u0000\r\nb', '/', '\u202egpj.exe\u2069', '.']) {
      memory.doc()?.getMap('meta').set('title', title)
      names.push((await fetchExport(memory, 'json')).headers.get('content-disposition'))
    }
    expect(names).toEqual([
      `attachment; filename*=UTF-8''x${encodeURIComponent('😀').repeat(99)}.inkroom.json`,
      "attachment; filename*=UTF-8''a%20b.inkroom.json",
      "attachment; filename*=UTF-8''board.inkroom.json",
      "attachment; filename*=UTF-8''gpj.exe.inkroom.json",
      "attachment; filename*=UTF-8''board.inkroom.json",
    ])
  })
})

it('PR12 asks the server as it was told to, and passes on no address that a request claims', async () => {
  const seen: Record<string, string>[] = []
  const fetch = (async (_url: unknown, init: RequestInit) => {
    seen.push(Object.fromEntries(new Headers(init.headers)))
    return new Response(null, { status: 404 })
  }) as typeof globalThis.fetch
  const request = new Request('http://worker/api/rooms/room/export/json', {
    headers: { 'x-forwarded-for': '10.0.0.1', authorization: 'Bearer token' },
  })
  const innerHeaders = { 'x-inkroom-key': 'key', 'x-inkroom-address': '10.0.0.2' }
  await createRoomServer(request, { room: 'room', serverUrl: 'http://server', fetch, innerHeaders }).snapshot()
  expect(seen).toEqual([{ ...innerHeaders, authorization: 'Bearer token' }])
})
