/** How people talk on a board: chat, comments, words at the pointer, reactions. Always in two browsers. */
import type { RoomPage } from '../support/e2e/room-page.ts'
import { expect, test } from '../support/e2e/test.ts'

const chatButton = ({ page }: RoomPage) => page.getByRole('button', { name: /^Chat/ })
const log = ({ page }: RoomPage) => page.getByRole('log', { name: 'Chat' })

async function say({ page }: RoomPage, words: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Write a message' }).fill(words)
  await page.keyboard.press('Enter')
}

test('RM8 what is said passes by at the others, is counted until it is read, and has its links', async ({ enter }) => {
  const ada = await enter({ name: 'Ada' })
  const bob = await enter({ name: 'Bob' })
  // What was said before somebody is there is no news to them.
  await expect(ada.page.getByRole('region', { name: '2 people here' })).toBeVisible()
  await chatButton(ada).click()
  await say(ada, 'look at https://example.org/plan, please')
  const floating = bob.page.getByRole('region', { name: 'New messages' })
  await expect(floating.getByRole('button')).toHaveText(/Ada.*please/)
  await say(ada, 'or not')
  await expect(bob.page.getByRole('button', { name: 'Chat, 2 unread messages' })).toBeVisible()
  await floating.getByRole('button').first().click()
  await expect(log(bob)).toContainText('or not')
  await expect(log(bob).getByRole('link')).toHaveAttribute('href', 'https://example.org/plan')
  await expect(log(bob).getByRole('link')).toHaveAttribute('rel', /noopener/)
  await expect(floating.getByRole('button')).toHaveCount(0)
  await expect(bob.page.getByRole('button', { name: 'Chat', exact: true })).toBeVisible()
  await say(bob, '<img src=x onerror=alert(1)>')
  await expect(log(ada)).toContainText('<img src=x onerror=alert(1)>')
  await expect(log(ada).getByRole('img')).toHaveCount(0)
})

test('RM8 the chat tells who came and who left, and a reload is neither', async ({ enter }) => {
  const ada = await enter({ name: 'Ada' })
  const bob = await enter({ name: 'Bob' })
  await chatButton(ada).click()
  await expect(ada.page.getByRole('button', { name: 'Follow Bob' })).toBeVisible()
  // Whoever was there before I had settled is no news: the one who comes now is.
  await expect(async () => {
    const cleo = await enter({ name: 'Cleo' })
    await expect(ada.page.getByRole('button', { name: 'Follow Cleo' })).toBeVisible()
    await cleo.page.close()
    await expect(ada.page.getByRole('button', { name: 'Follow Cleo' })).toHaveCount(0)
    await expect(log(ada)).toContainText('Cleo joined', { timeout: 100 })
  }).toPass()
  await expect(log(ada)).toContainText('Cleo left')
  const came = await log(ada).getByText('Bob joined').count()
  await bob.page.reload()
  await expect(bob.tool('Rectangle')).toBeVisible()
  await bob.page.close()
  await expect(log(ada)).toContainText('Bob left', { timeout: 10_000 })
  await expect(log(ada).getByText('Bob left')).toHaveCount(1)
  await expect(log(ada).getByText('Bob joined')).toHaveCount(came)
})

async function comment({ page }: RoomPage, at: { x: number; y: number }, words: string): Promise<void> {
  await page.keyboard.press('c')
  await page.mouse.click(at.x, at.y)
  await page.getByRole('textbox', { name: 'Write a comment' }).fill(words)
  await page.keyboard.press('Enter')
}

test('RM6 a comment is pinned to its shape, answered, listed, found from afar, and resolved for both', async ({
  enter,
}) => {
  const ada = await enter({ name: 'Ada' })
  const bob = await enter({ name: 'Bob' })
  await ada.draw('Sticky note', { x: 420, y: 260 }, { x: 560, y: 360 })
  await ada.page.mouse.click(900, 600)
  await comment(ada, { x: 480, y: 300 }, 'is this so?')
  await ada.page.keyboard.press('Escape')
  const pinOf = ({ page }: RoomPage) => page.getByRole('button', { name: 'Comment by Ada: is this so?' })
  await expect(pinOf(bob)).toBeVisible()
  const before = (await pinOf(bob).boundingBox())?.x ?? 0
  await ada.page.mouse.move(500, 340)
  await ada.page.mouse.down()
  await ada.page.mouse.move(700, 340, { steps: 6 })
  await ada.page.mouse.up()
  await expect.poll(async () => ((await pinOf(bob).boundingBox())?.x ?? 0) - before).toBeGreaterThan(150)
  await bob.page.mouse.move(600, 600)
  await bob.page.mouse.wheel(0, 3000)
  await bob.page.getByRole('button', { name: 'Menu', exact: true }).click()
  await bob.page.getByRole('menuitemcheckbox', { name: 'Comments' }).click()
  await bob.page
    .getByRole('complementary', { name: 'Comments' })
    .getByRole('button', { name: /is this so/ })
    .click()
  await expect(bob.page.getByRole('textbox', { name: 'Write a comment' })).toBeFocused()
  await bob.page.keyboard.type('it is')
  await bob.page.keyboard.press('Enter')
  await pinOf(ada).click()
  await expect(ada.page.getByText('it is', { exact: true })).toBeVisible()
  await ada.page.getByRole('button', { name: 'Mark as resolved' }).click()
  for (const person of [ada, bob]) await expect(pinOf(person)).toHaveCount(0)
  await bob.page.getByRole('switch', { name: 'Show resolved' }).click()
  await expect(bob.page.getByRole('complementary', { name: 'Comments' })).toContainText('1 reply')
})

test('RM8 who is named in a comment is told, also when coming back', async ({ enter }) => {
  const ada = await enter({ name: 'Ada' })
  const bob = await enter({ name: 'Bob' })
  await expect(ada.page.getByRole('button', { name: 'Follow Bob' })).toBeVisible()
  await ada.page.keyboard.press('c')
  await ada.page.mouse.click(700, 400)
  const field = ada.page.getByRole('textbox', { name: 'Write a comment' })
  await field.fill('what do you say, @b')
  await ada.page.getByRole('button', { name: '@Bob', exact: true }).click()
  await expect(field).toHaveValue('what do you say, @Bob ')
  await field.press('Enter')
  const told = bob.page.getByText('Ada mentioned you in a comment.')
  await expect(told).toBeVisible()
  await bob.page.getByRole('button', { name: /Comment by Ada/ }).click()
  await expect(bob.page.locator('mark', { hasText: '@Bob' })).toBeVisible()
  await bob.page.goto('about:blank')
  await expect(ada.page.getByRole('button', { name: 'Follow Bob' })).toHaveCount(0)
  await field.fill('and you, @Bob?')
  await field.press('Enter')
  await ada.expectSaved()
  await bob.page.goBack()
  await expect(told).toHaveCount(1)
  await expect(told).toBeVisible()
})

test('RM8 words at my pointer and reactions are seen by the other, and leave nothing', async ({ enter, joinStock }) => {
  const ada = await enter({ name: 'Ada' })
  const bob = await enter({ name: 'Bob' })
  const stock = await joinStock()
  const saidByAda = () =>
    [...stock.provider.awareness.getStates().values()].find(({ name }) => name === 'Ada')?.says as string | undefined
  await ada.page.mouse.move(500, 400)
  await ada.page.keyboard.press('/')
  await ada.page.keyboard.type('here we are')
  await expect.poll(saidByAda).toBe('here we are')
  await expect.poll(() => bob.color({ x: 505, y: 405, width: 120, height: 40 })).toBeGreaterThan(400)
  await ada.page.keyboard.press('Escape')
  await expect.poll(saidByAda).toBe('')
  await ada.page.getByRole('button', { name: 'Reactions and workshop' }).click()
  await ada.page.getByRole('button', { name: 'React with 🚀' }).click()
  await expect(bob.page.locator('[data-reaction="🚀"]')).toBeAttached()
  await expect(bob.page.locator('[data-reaction="🚀"]')).toHaveCount(0)
  expect(stock.shapes.size).toBe(0)
})
