/** Two in one text: both keep every letter, see each other's caret, and may write in a script that is composed. */
import type { CDPSession, Locator } from '@playwright/test'
import type * as Y from 'yjs'
import type { RoomPage } from '../support/e2e/room-page.ts'
import type { StockClient } from '../support/e2e/stock-client.ts'
import { test as base, expect } from '../support/e2e/test.ts'

const place = { x: 500, y: 300 }
const field = ({ page }: RoomPage): Locator => page.getByRole('textbox', { name: 'Text' })
const wordsOf = (stock: StockClient) =>
  [...stock.shapes.values()].map((shape) => String((shape.get('text') as Y.Text | undefined)?.toString() ?? ''))[0]
const shownIn = async (who: RoomPage) => (await field(who).innerText()).trim()

interface Scene {
  readonly ada: RoomPage
  readonly bob: RoomPage
  readonly stock: StockClient
}

/** Both have their caret in `middle`: Ada at its end, Bob at its start. */
const test = base.extend<{ readonly scene: Scene }>({
  scene: async ({ enter, joinStock }, use) => {
    const ada = await enter({ name: 'Ada' })
    const bob = await enter({ name: 'Bob' })
    const stock = await joinStock()
    await ada.page.keyboard.press('t')
    await ada.page.mouse.click(place.x, place.y)
    await expect(field(ada)).toBeFocused()
    await ada.page.keyboard.type('middle')
    await expect.poll(() => wordsOf(stock)).toContain('middle')
    // Her typing from here on is a step of its own.
    await ada.page.keyboard.press('Escape')
    await ada.page.keyboard.press('Escape')
    for (const person of [ada, bob]) {
      await person.page.mouse.dblclick(place.x + 20, place.y)
      await expect(field(person)).toBeFocused()
    }
    await ada.page.keyboard.press('End')
    await bob.page.keyboard.press('Home')
    await use({ ada, bob, stock })
  },
})

test('I53 two who type in one text at once both keep every letter, and see whose caret is where', async ({ scene }) => {
  const { ada, bob, stock } = scene
  await expect(ada.page.locator('.ql-cursor-name', { hasText: 'Bob' })).toBeAttached()
  await expect(bob.page.locator('.ql-cursor-name', { hasText: 'Ada' })).toBeAttached()
  const letters = { ada: 'abcdefghij', bob: 'QRSTUVWXYZ' }
  await Promise.all([
    ada.page.keyboard.type(letters.ada, { delay: 15 }),
    bob.page.keyboard.type(letters.bob, { delay: 20 }),
  ])
  const wanted = `${letters.bob}middle${letters.ada}`
  await expect.poll(() => wordsOf(stock)?.trim()).toBe(wanted)
  for (const person of [ada, bob]) await expect.poll(() => shownIn(person)).toBe(wanted)
  // My undo takes back my own letters only.
  await ada.page.keyboard.press('Control+z')
  await expect.poll(() => wordsOf(stock)).not.toContain('abc')
  expect(wordsOf(stock)).toContain(letters.bob)
})

const compose = (keys: CDPSession, text: string) =>
  keys.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })

test('I53 a composition is not broken by what others type meanwhile, and nothing of theirs is lost', async ({
  scene,
}) => {
  const { ada, bob, stock } = scene
  const keys = await ada.page.context().newCDPSession(ada.page)
  await compose(keys, 'n')
  await compose(keys, 'ni')
  await bob.page.keyboard.type('Bob says: ')
  await expect.poll(() => wordsOf(stock)).toContain('Bob says: ')
  await compose(keys, 'nih')
  await bob.page.keyboard.type('yes ')
  await expect.poll(() => wordsOf(stock)).toContain('Bob says: yes ')
  await compose(keys, 'nihao')
  expect(await shownIn(ada)).toContain('middlenihao')
  await keys.send('Input.insertText', { text: '你好' })
  const wanted = 'Bob says: yes middle你好'
  await expect.poll(() => wordsOf(stock)?.trim()).toBe(wanted)
  for (const person of [ada, bob]) await expect.poll(() => shownIn(person)).toBe(wanted)
  await ada.page.keyboard.type('!')
  await expect.poll(() => shownIn(bob)).toBe(`${wanted}!`)
})

test('I53 two compose at once, each in its own script', async ({ scene }) => {
  const { ada, bob, stock } = scene
  const [hers, his] = [
    await ada.page.context().newCDPSession(ada.page),
    await bob.page.context().newCDPSession(bob.page),
  ]
  await compose(hers, 'shi')
  await compose(his, 'か')
  await compose(hers, 'shijie')
  await compose(his, 'かん')
  await hers.send('Input.insertText', { text: '世界' })
  await his.send('Input.insertText', { text: '漢' })
  for (const person of [ada, bob]) await expect.poll(() => shownIn(person)).toBe('漢middle世界')
  await expect.poll(() => wordsOf(stock)?.trim()).toBe('漢middle世界')
})

test('I51 a text that another deletes while I compose in it is gone, and the board works on', async ({ scene }) => {
  const { ada, stock } = scene
  const keys = await ada.page.context().newCDPSession(ada.page)
  const errors: Error[] = []
  ada.page.on('pageerror', (error) => errors.push(error))
  await compose(keys, 'ni')
  stock.doc.transact(() => stock.shapes.clear())
  await expect(field(ada)).toBeHidden()
  await ada.draw('Rectangle', { x: 400, y: 450 }, { x: 520, y: 540 })
  await expect.poll(() => stock.types()).toEqual(['geo'])
  expect(errors).toEqual([])
})

test('I48 what others select, drag and type is seen while they do it', async ({ enter, joinStock }) => {
  const ada = await enter({ name: 'Ada' })
  const bob = await enter({ name: 'Bob' })
  const stock = await joinStock()
  await ada.draw('Rectangle', { x: 420, y: 260 }, { x: 560, y: 360 })
  await ada.expectSaved()
  const target = { x: 690, y: 460, width: 200, height: 160 }
  await bob.expectInk(target, false)
  await ada.page.mouse.move(420, 290)
  await ada.page.mouse.down()
  await ada.page.mouse.move(700, 530, { steps: 10 })
  await bob.expectInk(target, true)
  const placementOf = () => ([...stock.shapes.values()][0]?.get('placement') as { x: number } | undefined)?.x ?? 0
  expect(placementOf()).toBeLessThan(500)
  await ada.page.mouse.up()
  await expect.poll(placementOf).toBeGreaterThan(600)
  // The outline of her selection, away from her pointer.
  await expect.poll(() => bob.color({ x: 800, y: 580, width: 60, height: 40 })).toBeGreaterThan(20)
  await ada.page.keyboard.press('Escape')
  await ada.page.keyboard.press('t')
  await ada.page.mouse.click(380, 600)
  await expect(field(ada)).toBeFocused()
  await ada.page.keyboard.type('seen as typed')
  await bob.expectInk({ x: 370, y: 580, width: 160, height: 40 }, true)
})
