import { drawForeseen } from '../support/e2e/foreseeing-pen.ts'
import { around } from '../support/e2e/room-page.ts'
import { expect, test } from '../support/e2e/test.ts'

const boxFrom = { x: 420, y: 260 }
const boxTo = { x: 560, y: 360 }
const strokeFrom = { x: 700, y: 300 }
const strokeTo = { x: 860, y: 420 }

test('RM6 what one draws the other sees, and a stock y-websocket client too', async ({ enter, joinStock }) => {
  const [ada, bob] = [await enter(), await enter()]
  const stock = await joinStock()
  await ada.draw('Rectangle', boxFrom, boxTo)
  await bob.draw('Draw', strokeFrom, strokeTo)
  for (const person of [ada, bob]) {
    await person.expectInk(around(boxFrom, boxTo), true)
    await person.expectInk(around(strokeFrom, strokeTo), true)
    await person.expectSaved()
  }
  await expect.poll(() => stock.types()).toEqual(['draw', 'geo'])
})

test('PR1 what a stock client deletes is gone in the browser', async ({ enter, joinStock }) => {
  const ada = await enter()
  await ada.draw('Rectangle', boxFrom, boxTo)
  const stock = await joinStock()
  await expect.poll(() => stock.shapes.size).toBe(1)
  stock.doc.transact(() => stock.shapes.clear())
  await ada.expectInk(around(boxFrom, boxTo), false)
})

test('TL1 a stroke is visible to others while it is drawn, and not yet in the document', async ({
  enter,
  joinStock,
}) => {
  const [ada, bob] = [await enter(), await enter()]
  const stock = await joinStock()
  await ada.tool('Draw').click()
  await ada.page.mouse.move(strokeFrom.x, strokeFrom.y)
  await ada.page.mouse.down()
  // A zigzag: what is nearly a line becomes one when the hand rests, as it does here until the other has seen it.
  for (const [x, y] of [
    [strokeTo.x, strokeFrom.y],
    [strokeFrom.x, (strokeFrom.y + strokeTo.y) / 2],
    [strokeTo.x, strokeTo.y],
  ]) {
    await ada.page.mouse.move(x, y, { steps: 6 })
  }
  await bob.expectInk(around(strokeFrom, strokeTo), true)
  expect(stock.shapes.size).toBe(0)
  await ada.page.mouse.up()
  await expect.poll(() => stock.types()).toEqual(['draw'])
})

test('I150 where a pen is foreseen is neither sent to others nor kept', async ({ enter, joinStock }) => {
  const [ada, bob] = [await enter(), await enter()]
  const stock = await joinStock()
  await ada.tool('Draw').click()
  const end = { x: 680, y: 300 }
  const beyond = { x: end.x + 7, y: end.y - 8, width: 16, height: 16 }
  const seen = await drawForeseen(ada.page, { from: { x: 440, y: 300 }, to: end })
  expect(seen.ahead).toBeGreaterThan(0)
  await bob.expectInk(around({ x: 440, y: 300 }, { x: 600, y: 300 }), true)
  // The pen, and its name at Bob's, go on elsewhere.
  await drawForeseen(ada.page, { from: end, to: { x: 440, y: 480 }, isDown: true })
  await bob.expectInk(around({ x: 560, y: 380 }, { x: 580, y: 400 }), true)
  expect(await bob.ink(beyond)).toBe(0)
  await drawForeseen(ada.page, { from: { x: 440, y: 480 }, to: { x: 440, y: 540 }, isDown: true, isLifted: true })
  await expect.poll(() => stock.types()).toEqual(['draw'])
  for (const person of [ada, bob]) {
    await person.expectSaved()
    expect(await person.ink(beyond)).toBe(0)
  }
})

test('DC2 undo takes back my own work only', async ({ enter, joinStock }) => {
  const [ada, bob] = [await enter(), await enter()]
  const stock = await joinStock()
  await ada.draw('Rectangle', boxFrom, boxTo)
  await expect.poll(() => stock.shapes.size).toBe(1)
  await bob.draw('Draw', strokeFrom, strokeTo)
  await expect.poll(() => stock.shapes.size).toBe(2)
  await ada.page.keyboard.press('Control+z')
  await expect.poll(() => stock.types()).toEqual(['draw'])
  await ada.page.keyboard.press('Control+z')
  await ada.page.keyboard.press('Control+Shift+z')
  await expect.poll(() => stock.types()).toEqual(['draw', 'geo'])
})

test('RM4 who closes the page is gone from the others at once', async ({ enter }) => {
  const [ada, bob] = [await enter(), await enter()]
  const others = ada.page.getByRole('region', { name: /people here/ }).getByRole('button', { name: /^Follow/ })
  await bob.page.mouse.move(500, 400)
  await expect(others).toHaveCount(1)
  await bob.page.close()
  await expect(others).toHaveCount(0, { timeout: 3_000 })
})
