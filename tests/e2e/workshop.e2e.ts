import type { RoomPage } from '../support/e2e/room-page.ts'
import { expect, test } from '../support/e2e/test.ts'

const menu = (person: RoomPage) => person.page.getByRole('button', { name: 'Reactions and workshop' })
const choose = async (person: RoomPage, name: string | RegExp) => {
  await menu(person).click()
  await person.page.getByRole('dialog').getByRole('button', { name }).click()
}
const boxFrom = { x: 420, y: 260 }
const boxTo = { x: 560, y: 360 }

test('DC10 a timer that one starts runs at the other, also for who comes late, and is paused for all', async ({
  enter,
}) => {
  const ada = await enter()
  await choose(ada, 'Start a timer of 5 minutes')
  const bob = await enter()
  const clock = bob.page.getByRole('timer')
  await expect(clock).toHaveText(/^4:5\d$|^5:00$/)
  await bob.page.getByRole('button', { name: 'Pause the timer' }).click()
  await expect(ada.page.getByRole('button', { name: 'Go on with the timer' })).toBeVisible()
  await ada.page.getByRole('button', { name: 'Add a minute' }).click()
  await expect(clock).toHaveText(/^5:[0-5]\d$|^6:00$/)
  await ada.page.getByRole('button', { name: 'Stop the timer' }).click()
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
  await expect(bob.page.getByRole('region', { name: 'Dot voting' })).toContainText('2 votes in all')
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
  const notice = bob.page.getByText(/brings you here/)
  await expect(notice).toBeVisible()
  await expect(bob.page.getByRole('button', { name: /^Zoom \d+ %/ })).not.toHaveText('100 %')
  await bob.page.getByRole('button', { name: 'Stay where I was' }).click()
  await expect(bob.page.getByRole('button', { name: /^Zoom \d+ %/ })).toHaveText('100 %')
  await expect(notice).toBeHidden()
})

test('RM8 frames are shown as slides, and whoever watches sees the slide of the presenter', async ({ enter }) => {
  const [ada, bob] = [await enter(), await enter()]
  for (const x of [300, 640]) {
    await ada.page.keyboard.press('f')
    await ada.page.mouse.move(x, 150)
    await ada.page.mouse.down()
    await ada.page.mouse.move(x + 260, 330, { steps: 5 })
    await ada.page.mouse.up()
    await ada.page.keyboard.press('Escape')
  }
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
