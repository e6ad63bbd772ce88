/**
 * WebKit by plain WebDriver: Debian's MiniBrowser on an X display of its own.
 * The driver's own screenshot hangs there, so a picture is one of the display, cut to the page.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../e2e/product.ts'
import type { Spot } from '../e2e/room-page.ts'
import { type EnginePage, keysOf, type Viewport, webDriverKeys } from './engine.ts'

export interface WebKitParts {
  readonly driver: string
  readonly browser: string
  readonly display: string
}

const START_LIMIT_MS = 20_000
const STEP_MS = 16
const MOVES = 6
const SCREEN: Viewport = { width: 2000, height: 1400 }

type Action = Readonly<Record<string, unknown>>

/** Xvfb chooses a free display by itself and writes its number to the descriptor that it is given. */
async function startDisplay(program: string): Promise<{ readonly name: string; readonly process: ChildProcess }> {
  const size = `${SCREEN.width}x${SCREEN.height}x24`
  const child = spawn(program, ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const output = child.stdio[3]
  if (!output || !('read' in output)) throw new Error('Xvfb has no descriptor to answer on')
  const [number] = (await once(output, 'data')) as [Buffer]
  return { name: `:${number.toString().trim()}`, process: child }
}

interface Driver {
  call(method: string, path: string, body?: unknown): Promise<unknown>
}

const driverAt = (base: string): Driver => ({
  async call(method, path, body) {
    const answer = await fetch(base + path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const { value } = (await answer.json()) as { value: unknown }
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value).slice(0, 400)}`)
    return value
  },
})

async function openSession(driver: Driver, browser: string): Promise<string> {
  const deadline = AbortSignal.timeout(START_LIMIT_MS)
  const capabilities = {
    alwaysMatch: { 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } },
  }
  for (;;) {
    try {
      const { sessionId } = (await driver.call('POST', '/session', { capabilities })) as { sessionId: string }
      return sessionId
    } catch (cause) {
      if (deadline.aborted) throw new Error('WebKitWebDriver did not start', { cause })
      await wait(100)
    }
  }
}

const keyAction = (type: 'keyDown' | 'keyUp', key: string): Action => ({ type, value: webDriverKeys[key] ?? key })

function dragActions(from: Spot, to: Spot): readonly Action[] {
  const moves = Array.from({ length: MOVES }, (_none, index) => (index + 1) / MOVES).map((part) => ({
    type: 'pointerMove',
    duration: STEP_MS,
    x: Math.round(from.x + (to.x - from.x) * part),
    y: Math.round(from.y + (to.y - from.y) * part),
  }))
  const press = [
    { type: 'pointerMove', duration: 0, x: Math.round(from.x), y: Math.round(from.y) },
    { type: 'pointerDown', button: 0 },
  ]
  return [...press, ...moves, { type: 'pointerUp', button: 0 }]
}

export async function startWebKit(parts: WebKitParts, viewport: Viewport): Promise<EnginePage> {
  const home = mkdtempSync(join(tmpdir(), 'inkroom-webkit-'))
  const display = await startDisplay(parts.display)
  const port = await freePort()
  const env = {
    ...process.env,
    DISPLAY: display.name,
    HOME: home,
    XDG_CACHE_HOME: home,
    XDG_DATA_HOME: home,
    // There is no graphics card, and root has no sandbox.
    WEBKIT_DISABLE_DMABUF_RENDERER: '1',
    LIBGL_ALWAYS_SOFTWARE: '1',
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  }
  const server = spawn(parts.driver, [`--port=${port}`], { env, stdio: 'ignore' })
  const driver = driverAt(`http://127.0.0.1:${port}`)
  const session = `/session/${await openSession(driver, parts.browser)}`
  const post = (path: string, body: unknown) => driver.call('POST', session + path, body)
  const act = (source: Action) => post('/actions', { actions: [source] })
  const point = (actions: readonly Action[]) =>
    act({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions })
  const page: EnginePage = {
    name: 'webkit',
    open: async (url) => void (await post('/url', { url })),
    reload: async () => void (await post('/refresh', {})),
    run: (task, ...args) => post('/execute/sync', { script: `return (${task}).apply(null, arguments)`, args }) as never,
    click: async (spot) => void (await point(dragActions(spot, spot))),
    drag: async (from, to) => void (await point(dragActions(from, to))),
    async press(keys) {
      const held = keysOf(keys)
      const down = held.map((key) => keyAction('keyDown', key))
      const up = held.toReversed().map((key) => keyAction('keyUp', key))
      await act({ type: 'key', id: 'keyboard', actions: [...down, ...up] })
    },
    async type(words) {
      const actions = [...words].flatMap((letter) => [keyAction('keyDown', letter), keyAction('keyUp', letter)])
      await act({ type: 'key', id: 'keyboard', actions })
    },
    async resize(wanted) {
      // The window has a bar of its own, as high as what is missing afterwards.
      await post('/window/rect', { x: 0, y: 0, ...wanted })
      const inner = await page.run(() => [innerWidth, innerHeight] as const)
      await post('/window/rect', {
        x: 0,
        y: 0,
        width: wanted.width + (wanted.width - inner[0]),
        height: wanted.height + (wanted.height - inner[1]),
      })
    },
    async picture() {
      const [width, height, outer] = await page.run(() => [innerWidth, innerHeight, outerHeight] as const)
      const crop = `${width}x${height}+0+${outer - height}`
      return execFileSync('import', ['-display', display.name, '-window', 'root', '-crop', crop, '+repage', 'png:-'], {
        maxBuffer: 64 * 1024 * 1024,
      })
    },
    async close() {
      await driver.call('DELETE', session).catch(() => {
        // The browser is gone already.
      })
      server.kill('SIGKILL')
      display.process.kill('SIGKILL')
      rmSync(home, { recursive: true, force: true })
    },
  }
  await page.resize(viewport)
  return page
}
