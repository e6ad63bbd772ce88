/** The end-to-end test function: a product for each worker, fresh rooms and people for each test. */
import { type BrowserContextOptions, test as base } from '@playwright/test'
import { type Line, startLine } from './line.ts'
import { type Product, startProduct } from './product.ts'
import { introduce, openRoom, type RoomPage } from './room-page.ts'
import { joinAsStockClient, type StockClient } from './stock-client.ts'

export interface EnterOptions {
  readonly origin?: string
  readonly query?: string
  /** A whole address in place of the room's own: a link that somebody was given. */
  readonly url?: string
  /** Known in this browser under that name; otherwise a first visit with a name by chance. */
  readonly name?: string
  /** What the person holds: a phone, a tablet, a dark screen. */
  readonly device?: BrowserContextOptions
  /** In a second tab of that person's browser. */
  readonly beside?: RoomPage
}
interface TestFixtures {
  /** A room id that nobody has used. */
  readonly room: string
  /** Opens the room in a browser profile of its own. */
  readonly enter: (options?: EnterOptions) => Promise<RoomPage>
  readonly joinStock: () => Promise<StockClient>
  readonly line: () => Promise<Line>
}
interface WorkerFixtures {
  readonly product: Product
}

let nthRoom = 0

export const test = base.extend<TestFixtures, WorkerFixtures>({
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern to see that nothing is needed
    async ({}, use) => {
      const product = await startProduct()
      await use(product)
      await product.close()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern to see that nothing is needed
  room: async ({}, use, info) => {
    nthRoom += 1
    await use(`e2e-${info.workerIndex}-${nthRoom}`)
  },
  enter: async ({ browser, product, room }, use) => {
    const contexts: { close(): Promise<void> }[] = []
    await use(async ({ origin = product.url, query = '', url, name, device = {}, beside } = {}) => {
      const context = beside?.page.context() ?? (await browser.newContext(device))
      if (!beside) contexts.push(context)
      if (name) await introduce(context, name)
      return openRoom(context, url ?? `${origin}/r/${room}${query}`)
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
  joinStock: async ({ product, room }, use) => {
    const clients: StockClient[] = []
    await use(async () => {
      const client = await joinAsStockClient(product.syncUrl, room)
      clients.push(client)
      return client
    })
    for (const client of clients) client.close()
  },
  line: async ({ product }, use) => {
    const lines: Line[] = []
    await use(async () => {
      const line = await startLine(product.port)
      lines.push(line)
      return line
    })
    await Promise.all(lines.map((line) => line.close()))
  },
})
export { expect } from '@playwright/test'
