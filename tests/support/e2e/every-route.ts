/** The ways in which a page could change a board, tried from inside a page that may only look. */
import type { Page } from '@playwright/test'
import { encodeStep1, encodeUpdate } from '../../../lib/protocol/codec.ts'
import { SUBPROTOCOL } from '../../../lib/protocol/messages.ts'

const AUTH_MESSAGE = 2
const TOOL_KEYS = ['r', 'd', 'o', 'a', 'l', 'p', 'b', 'x', 't', 'e', 'f', 'n', 'c', 'Shift+d', '2', '3', '4', '7', '0']
const EDIT_KEYS = [
  ...['Delete', 'Backspace', 'Enter', 'ArrowLeft', 'Shift+ArrowDown', 'Control+x', 'Control+v', 'Control+Shift+v'],
  ...['Control+d', 'Control+g', 'Control+Shift+g', 'Control+]', 'Control+[', 'Control+Shift+l', 'Shift+h', 'Shift+v'],
  ...['Control+Shift+ArrowUp', 'Alt+Shift+h', 'Shift+.', 'Control+Alt+v', 'Control+z', 'Control+y', 'Control+Shift+z'],
]

/** Every tool's key with a drag and a click after it, every command's key with everything selected. */
export async function pressEverything(page: Page): Promise<void> {
  for (const key of TOOL_KEYS) {
    await page.keyboard.press(key)
    await page.mouse.move(700, 500)
    await page.mouse.down()
    await page.mouse.move(800, 580, { steps: 3 })
    await page.mouse.up()
    await page.keyboard.type('no')
    await page.keyboard.press('Escape')
  }
  for (const key of EDIT_KEYS) {
    await page.keyboard.press('Control+a')
    await page.keyboard.press(key)
  }
  await page.keyboard.press('Escape')
}

/** What other people's clipboards and file managers hand over, as the browser delivers it. */
export const pasteAndDrop = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const board = JSON.stringify({
      type: 'excalidraw',
      elements: [{ id: 'a', type: 'rectangle', x: 0, y: 0, width: 90, height: 90 }],
    })
    const canvas = new OffscreenCanvas(20, 20)
    canvas.getContext('2d')?.fillRect(0, 0, 20, 20)
    const picture = new File([await canvas.convertToBlob()], 'p.png', { type: 'image/png' })
    const target = document.querySelector('[role=application]') as HTMLElement
    const carriers = [picture, new File([board], 'b.excalidraw'), null].map((file) => {
      const carrier = new DataTransfer()
      if (file) carrier.items.add(file)
      else carrier.setData('text/plain', 'words')
      return carrier
    })
    const words = new DataTransfer()
    words.setData('text/plain', board)
    for (const clipboardData of [...carriers, words]) {
      target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }
    for (const dataTransfer of carriers) {
      const where = { clientX: 500, clientY: 400, bubbles: true, cancelable: true }
      target.dispatchEvent(new DragEvent('dragover', { dataTransfer, ...where }))
      target.dispatchEvent(new DragEvent('drop', { dataTransfer, ...where }))
    }
  })

export interface Target {
  readonly room: string
  readonly token: string
  /** A Yjs update that would change the board. */
  readonly update: Uint8Array
}

/** Sends the update through sockets of its own; resolves to how often the server said no. */
export const sayUpdateBySocket = (page: Page, { room, token, update }: Target): Promise<number> =>
  page.evaluate(
    async ({ room, token, hello, bytes, subprotocol, authType }) => {
      const refusals = [[], [subprotocol]].map(
        (protocols) =>
          new Promise<number>((resolve, reject) => {
            const address = `${location.origin.replace(/^http/, 'ws')}/sync/${room}?token=${token}`
            const socket = new WebSocket(address, protocols)
            socket.binaryType = 'arraybuffer'
            socket.onerror = () => reject(new Error('the socket did not open'))
            socket.onopen = () => {
              socket.send(new Uint8Array(hello))
              socket.send(new Uint8Array(bytes))
            }
            socket.onmessage = ({ data }) => {
              if (new Uint8Array(data as ArrayBuffer)[0] !== authType) return
              socket.close()
              resolve(1)
            }
          }),
      )
      return (await Promise.all(refusals)).reduce((sum, one) => sum + one, 0)
    },
    {
      room,
      token,
      hello: [...encodeStep1(new Uint8Array([0]))],
      bytes: [...encodeUpdate(update)],
      subprotocol: SUBPROTOCOL,
      authType: AUTH_MESSAGE,
    },
  )

/** Every request that writes, with this page's token; resolves to `METHOD path status`. */
export const writeByHttp = (page: Page, { room, token, update }: Target, version: string): Promise<string[]> =>
  page.evaluate(
    async ({ base, token, bytes, version }) => {
      const json = (body: unknown) => ({ body: JSON.stringify(body), type: 'application/json' })
      const octets = { body: new Uint8Array(bytes), type: 'application/octet-stream' }
      const requests: [string, string, { body: BodyInit; type: string }?][] = [
        ['PUT', '/snapshot', octets],
        ['POST', '/import/json', octets],
        ['POST', '/import/excalidraw', json({ type: 'excalidraw', elements: [] })],
        ['POST', '/versions', json({ label: 'mine' })],
        ['POST', `/versions/${version}/restore`, json({})],
        ['PUT', `/assets/${'0'.repeat(64)}`, octets],
        ['POST', '/chat', json({ from: 'V', text: 'hello' })],
        ['POST', '/links', json({ role: 'editor' })],
        ['GET', '/links'],
        ['PATCH', '', json({ title: 'mine' })],
        ['PATCH', '', json({ access: 'edit' })],
        ['PUT', '/title', json({ title: 'mine' })],
        ['DELETE', ''],
      ]
      const answers = requests.map(async ([method, path, content]) => {
        const headers: Record<string, string> = { authorization: `Bearer ${token}` }
        if (content) headers['content-type'] = content.type
        const answer = await fetch(base + path, { method, headers, body: content?.body })
        return `${method} ${path.replace(version, ':v').replace(/0{64}/, ':sha')} ${answer.status}`
      })
      return Promise.all(answers)
    },
    { base: `/api/rooms/${room}`, token, bytes: [...update], version },
  )
