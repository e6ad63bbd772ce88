import { countColored } from '../support/e2e/png.ts'
import { openRoom, type Region, type RoomPage } from '../support/e2e/room-page.ts'
import { expect, test } from '../support/e2e/test.ts'

const menu = (person: RoomPage) => person.page.getByRole('button', { name: 'Reactions and workshop' })
const choose = async (person: RoomPage, name: string | RegExp) => {
  await menu(person).click()
  await person.page.getByRole('dialog').getByRole('button', { name }).click()
}
/** Two frames beside each other. */
async function drawFrames({ page }: RoomPage): Promise<void> {
  for (const x of [300, 640]) {
    await page.keyboard.press('f')
    await page.mouse.move(x, 150)
    await page.mouse.down()
    await page.mouse.move(x + 260, 330, { steps: 5 })
    await page.mouse.up()
    await page.keyboard.press('Escape')
  }
}
/** Pixels of a colour: a pointer with its name has them, paper and its grid do not. */
const inkOf = async ({ page }: RoomPage, clip: Region): Promise<number> => countColored(await page.screenshot({ clip }))
const boxFrom = { x: 420, y: 260 }
const boxTo = { x: 560, y: 360 }

test('DC10 RM20 a timer that one starts runs at the other, also for who comes late, is paused for all, and stops when asked', async ({
  enter,
}) => {
  const ada = await enter()
  await choose(ada, 'Start a 5-minute timer')
  const bob = await enter()
  const clock = bob.page.getByRole('timer')
  await expect(clock).toHaveText(/^4:[0-5]\d$|^5:00$/)
  await bob.page.getByRole('button', { name: 'Pause the timer' }).click()
  await expect(ada.page.getByRole('button', { name: 'Resume the timer' })).toBeVisible()
  await ada.page.getByRole('button', { name: 'Add a minute' }).click()
  await expect(clock).toHaveText(/^5:[0-5]\d$|^6:00$/)
  await menu(ada).click()
  await expect(ada.page.getByRole('button', { name: 'Start a 5-minute timer' })).toBeHidden()
  await ada.page.keyboard.press('Escape')
  await ada.page.getByRole('button', { name: 'Stop the timer' }).click()
  await expect(clock).toBeVisible()
  await ada.page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(clock).toBeHidden()
})

test('DC10 votes of two people are counted together, and can be taken back', async ({ enter }) => {
  const [ada, bob] = [await enter(), await enter()]
  await ada.draw('Sticky note', boxFrom, boxTo)
  await ada.page.mouse.click(900, 650)
  await choose(ada, 'Start voting')
  const middle = { x: (boxFrom.x + boxTo.x) / 2, y: (boxFrom.y + boxTo.y) / 2 }
  await expect(bob.page.getByRole('region', { name: 'Dot voting' })).toContainText('3 votes left')
  await ada.page.mouse.click(middle.x, middle.y)
  await bob.page.mouse.click(middle.x, middle.y)
  await bob.page.mouse.click(middle.x, middle.y)
  for (const { page } of [ada, bob]) await expect(page.locator('[data-votes]')).toHaveText('3')
  await expect(bob.page.getByRole('region', { name: 'Dot voting' })).toContainText('1 vote left')
  await bob.page.getByRole('button', { name: /^Take back a vote/ }).click()
  await expect(ada.page.locator('[data-votes]')).toHaveText('2')
  await ada.page.getByRole('button', { name: 'Close voting' }).click()
  await expect(bob.page.getByRole('region', { name: 'Dot voting' })).toContainText('2 votes in total')
})

test('RM8 a reaction rises at the others, at the place where it was sent', async ({ enter }) => {
  const [ada, bob] = [await enter(), await enter()]
  await expect(ada.page.getByRole('button', { name: /^Follow/ })).toHaveCount(1)
  await expect(bob.page.getByRole('button', { name: /^Follow/ })).toHaveCount(1)
  await ada.page.mouse.move(500, 400)
  await choose(ada, 'React with 🎉')
  const risen = bob.page.locator('[data-reaction="🎉"]')
  await expect(risen).toBeAttached()
  const { x, y } = await risen.evaluate((element: HTMLElement) => ({ x: element.offsetLeft, y: element.offsetTop }))
  expect(Math.hypot(x - 500, y - 400)).toBeLessThan(300)
  await expect(risen).toHaveCount(0)
})

test('RM8 who is called is brought there, and may go back', async ({ enter }) => {
  const [ada, bob] = [await enter(), await enter()]
  await expect(bob.page.getByRole('button', { name: /^Follow/ })).toHaveCount(1)
  await ada.page.getByRole('button', { name: 'Zoom in' }).click()
  await expect(ada.page.getByRole('button', { name: /^Zoom \d+ %/ })).not.toHaveText('100 %')
  await choose(ada, 'Bring everyone to me')
  const notice = bob.page.getByText(/brought you here/)
  await expect(notice).toBeVisible()
  await expect(bob.page.getByRole('button', { name: /^Zoom \d+ %/ })).not.toHaveText('100 %')
  await bob.page.getByRole('button', { name: 'Stay where I was' }).click()
  await expect(bob.page.getByRole('button', { name: /^Zoom \d+ %/ })).toHaveText('100 %')
  await expect(notice).toBeHidden()
})

test('RM8 frames are shown as slides, and whoever watches sees the slide of the presenter', async ({ enter }) => {
  const [ada, bob] = [await enter(), await enter()]
  await drawFrames(ada)
  await choose(ada, 'Present frames')
  const watch = bob.page.getByRole('button', { name: 'Watch' })
  await watch.click()
  const spot = bob.page.locator('[data-slide]')
  await expect(spot).toBeVisible()
  const first = await spot.getAttribute('data-slide')
  await ada.page.keyboard.press('ArrowRight')
  await expect(bob.page.getByRole('region', { name: 'Presentation' })).toContainText('2 / 2')
  await expect(spot).not.toHaveAttribute('data-slide', first ?? '')
  await expect.poll(async () => (await spot.boundingBox())?.width ?? 0).toBeGreaterThan(600)
  await expect(ada.page.getByRole('region', { name: 'Presentation' })).toContainText('1 watching')
  await ada.page.keyboard.press('Escape')
  await expect(spot).toHaveCount(0)
  await expect(ada.tool('Rectangle')).toBeVisible()
})

test('DC10 the timer runs alike on a machine whose clock is seven minutes ahead', async ({
  enter,
  browser,
  product,
  room,
}) => {
  const bob = await enter()
  const context = await browser.newContext()
  await context.addInitScript(() => {
    const now = Date.now
    Date.now = () => now() + 7 * 60_000
  })
  const ada = await openRoom(context, `${product.url}/r/${room}`)
  await expect(bob.page.getByRole('button', { name: /^Follow/ })).toHaveCount(1)
  // By her own clock it would be over before it began.
  await choose(bob, 'Start a 5-minute timer')
  for (const { page } of [ada, bob]) await expect(page.getByRole('timer')).toHaveText(/^4:5\d$|^5:00$/)
  await ada.page.getByRole('button', { name: 'Pause the timer' }).click()
  await expect(bob.page.getByRole('button', { name: 'Resume the timer' })).toBeVisible()
  await expect(bob.page.getByRole('timer')).toHaveText(/^4:[345]\d$|^5:00$/)
  await context.close()
})

test('RM8 of two who watch one leaves, the other is a viewer and stays, and both are free at the end', async ({
  browser,
  product,
  request,
}) => {
  const made = await request.post(`${product.url}/api/rooms`, { data: { access: 'view' } })
  const { room, ownerToken } = (await made.json()) as { room: string; ownerToken: string }
  const address = `${product.url}/r/${room}`
  const [ada, bob] = [
    await openRoom(await browser.newContext(), `${address}#token=${ownerToken}`),
    await openRoom(await browser.newContext(), `${address}#token=${ownerToken}`),
  ]
  const vera = await openRoom(await browser.newContext(), address)
  await drawFrames(ada)
  await choose(ada, 'Present frames')
  const shown = ({ page }: RoomPage) => page.getByRole('region', { name: 'Presentation' })
  for (const person of [bob, vera]) await shown(person).getByRole('button', { name: 'Watch' }).click()
  await expect(shown(ada)).toContainText('2 watching')
  await ada.page.keyboard.press('End')
  for (const person of [bob, vera]) await expect(shown(person)).toContainText('2 / 2')
  await shown(bob).getByRole('button', { name: 'Leave' }).click()
  await expect(shown(ada)).toContainText('1 watching')
  await expect(bob.page.locator('[data-slide]')).toHaveCount(0)
  await ada.page.keyboard.press('Home')
  await expect(shown(vera)).toContainText('1 / 2')
  await expect(vera.page.locator('[data-slide]')).toBeVisible()
  await ada.page.keyboard.press('Escape')
  for (const person of [bob, vera]) {
    await expect(shown(person)).toHaveCount(0)
    await expect(person.page.locator('[data-slide]')).toHaveCount(0)
    await person.page.getByRole('button', { name: 'Zoom in' }).click()
  }
})

test('RM8 who hides the pointers of others sees none, and the others still see theirs', async ({ enter }) => {
  const [ada, bob] = [await enter(), await enter()]
  const where = { x: 600, y: 400, width: 120, height: 60 }
  await expect(ada.page.getByRole('button', { name: /^Follow/ })).toHaveCount(1)
  await bob.page.mouse.move(620, 415)
  await expect.poll(() => inkOf(ada, where)).toBeGreaterThan(0)
  await ada.page.keyboard.press('Escape')
  await menu(ada).click()
  await ada.page.getByRole('switch', { name: "Show others' pointers" }).click()
  await ada.page.keyboard.press('Escape')
  await expect.poll(() => inkOf(ada, where)).toBe(0)
  await ada.page.mouse.move(650, 425)
  await expect.poll(() => inkOf(bob, where)).toBeGreaterThan(0)
})

test('DC47 DC48 working alone nobody sees the others, over a reload too, until it is shown; then a poll is answered', async ({
  enter,
}) => {
  const [ada, bob] = [await enter({ name: 'Ada' }), await enter({ name: 'Bob' })]
  const paper = { x: boxFrom.x + 10, y: boxFrom.y + 10, width: 60, height: 40 }
  const noteAt = (person: RoomPage) => expect.poll(() => person.color(paper), { timeout: 20_000 })
  await choose(ada, 'Let everyone work alone')
  await expect(bob.page.getByRole('region', { name: 'Working alone' })).toContainText('Only you see what you change')
  await bob.draw('Sticky note', boxFrom, boxTo)
  await bob.page.keyboard.press('Escape')
  await noteAt(bob).toBeGreaterThan(1000)
  await bob.page.reload()
  await noteAt(bob).toBeGreaterThan(1000)
  await noteAt(ada).toBe(0)
  await ada.page.getByRole('button', { name: 'Show everyone’s' }).click()
  await noteAt(ada).toBeGreaterThan(1000)
  await choose(ada, 'Ask everyone')
  const dialog = ada.page.getByRole('dialog')
  await dialog.getByLabel('Question').fill('Tea?')
  await dialog.getByLabel('Choice 1').fill('Yes')
  await dialog.getByLabel('Choice 2').fill('No')
  await dialog.getByRole('button', { name: 'Ask everyone' }).click()
  await bob.page.getByRole('button', { name: 'Yes: 0' }).click()
  await expect(ada.page.getByRole('button', { name: 'Yes: 1' })).toBeVisible()
})
