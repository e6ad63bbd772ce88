/** Following: one view led by another person's, also in chains and circles. */
import type { RoomPage } from '../support/e2e/room-page.ts'
import { expect, test } from '../support/e2e/test.ts'

interface View {
  readonly x: number
  readonly y: number
  readonly zoom: number
}
const sizes = [
  { width: 1280, height: 800 },
  { width: 900, height: 900 },
  { width: 1400, height: 600 },
  { width: 1000, height: 640 },
  { width: 1100, height: 800 },
] as const

/** The page remembers its camera; null before it ever moved. */
const cameraOf = ({ page }: RoomPage): Promise<View | null> =>
  page.evaluate(() => {
    const room = location.pathname.split('/').at(-1)
    return JSON.parse(localStorage.getItem(`inkroom.camera.${room}`) ?? 'null')
  })

/** What of the board is in the window. */
async function seenBy(person: RoomPage) {
  const { x, y, zoom } = (await cameraOf(person)) ?? { x: 0, y: 0, zoom: 1 }
  const { width, height } = person.page.viewportSize() ?? { width: 0, height: 0 }
  return { x, y, right: x + width / zoom, bottom: y + height / zoom, zoom }
}

const follow = (who: RoomPage, name: string) =>
  who.page.getByRole('button', { name: `Follow ${name}`, exact: true }).click()
const frame = (who: RoomPage, name: string) => who.page.getByText(`Following ${name}`, { exact: true })

/** `follower` shows all that `lead` sees, in the middle of its own window. */
async function expectFollows(follower: RoomPage, lead: RoomPage): Promise<void> {
  await expect(async () => {
    const [all, wanted] = [await seenBy(follower), await seenBy(lead)]
    const airPx = 1 / wanted.zoom
    expect(Math.abs(all.x + all.right - wanted.x - wanted.right) / 2).toBeLessThan(airPx)
    expect(Math.abs(all.y + all.bottom - wanted.y - wanted.bottom) / 2).toBeLessThan(airPx)
    expect(all.x).toBeLessThan(wanted.x + airPx)
    expect(all.y).toBeLessThan(wanted.y + airPx)
    expect(Math.min(wanted.x - all.x, wanted.y - all.y)).toBeLessThan(airPx)
  }).toPass({ timeout: 15_000 })
}

async function roam(person: RoomPage, dx: number, dy: number): Promise<void> {
  const { page } = person
  const before = await cameraOf(person)
  await page.mouse.move(400, 400)
  await page.mouse.wheel(dx, dy)
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -120)
  await page.keyboard.up('Control')
  await expect.poll(() => cameraOf(person)).not.toEqual(before)
}

/** Long enough for presence to go round many times, if it did. */
const repaints = ({ page }: RoomPage, count: number) =>
  page.evaluate(
    (count) =>
      new Promise<void>((resolve) => {
        let left = count
        const next = () => {
          left -= 1
          if (left === 0) resolve()
          else requestAnimationFrame(next)
        }
        next()
      }),
    count,
  )

test('I49 a click on an avatar follows pan and zoom in windows of other sizes; my own move ends it', async ({
  enter,
}) => {
  const ada = await enter({ name: 'Ada', device: { viewport: sizes[0] } })
  const bob = await enter({ name: 'Bob', device: { viewport: sizes[1] } })
  const cleo = await enter({ name: 'Cleo', device: { viewport: sizes[2] } })
  await follow(bob, 'Ada')
  await follow(cleo, 'Ada')
  await expect(frame(bob, 'Ada')).toBeVisible()
  await roam(ada, 900, 300)
  await expectFollows(bob, ada)
  await expectFollows(cleo, ada)
  await bob.page.setViewportSize(sizes[3])
  await expectFollows(bob, ada)
  await roam(bob, 0, 500)
  await expect(frame(bob, 'Ada')).toBeHidden()
  await roam(ada, -2000, 0)
  await expectFollows(cleo, ada)
  expect((await seenBy(bob)).x).toBeGreaterThan((await seenBy(ada)).x + 500)
})

test('I49 a chain of five follows its head', async ({ enter }) => {
  test.setTimeout(120_000)
  const names = ['Ada', 'Bob', 'Cleo', 'Dan', 'Eve']
  const people: RoomPage[] = []
  for (const [nth, name] of names.entries()) people.push(await enter({ name, device: { viewport: sizes[nth] } }))
  for (const [nth, name] of names.slice(0, -1).entries()) await follow(people[nth + 1], name)
  await roam(people[0], 700, 500)
  for (const [nth, lead] of people.slice(0, -1).entries()) await expectFollows(people[nth + 1], lead)
  await people[2].page.close()
  await expect(frame(people[3], 'Cleo')).toBeHidden()
  await expect(people[3].page.getByText('Cleo has left')).toBeVisible()
  await roam(people[0], 300, 0)
  await expectFollows(people[1], people[0])
  await expectFollows(people[4], people[3])
})

test('I49 two who follow each other stand still, and whoever moves leads', async ({ enter }) => {
  const ada = await enter({ name: 'Ada', device: { viewport: sizes[0] } })
  const bob = await enter({ name: 'Bob', device: { viewport: sizes[1] } })
  await roam(ada, 400, 200)
  await follow(bob, 'Ada')
  await expectFollows(bob, ada)
  await follow(ada, 'Bob')
  await expect(frame(ada, 'Bob')).toBeVisible()
  await repaints(ada, 60)
  await repaints(bob, 60)
  expect((await seenBy(ada)).zoom).toBeGreaterThan(0.6)
  expect((await seenBy(bob)).zoom).toBeGreaterThan(0.4)
  await roam(bob, 300, 300)
  await expect(frame(bob, 'Ada')).toBeHidden()
  await expectFollows(ada, bob)
})

test('RM8 whoever brings everyone leads them, until they move by themselves', async ({ enter }) => {
  const ada = await enter({ name: 'Ada', device: { viewport: sizes[0] } })
  const bob = await enter({ name: 'Bob', device: { viewport: sizes[2] } })
  const cleo = await enter({ name: 'Cleo', device: { viewport: sizes[3] } })
  for (const person of [ada, bob, cleo])
    await expect(person.page.getByRole('button', { name: /^Follow/ })).toHaveCount(2)
  await follow(ada, 'Bob')
  await roam(bob, 200, 200)
  await expectFollows(ada, bob)
  await roam(ada, 900, 700)
  await ada.page.getByRole('button', { name: 'Reactions and workshop' }).click()
  await ada.page.getByRole('dialog').getByRole('button', { name: 'Bring everyone to me' }).click()
  for (const person of [bob, cleo]) await expectFollows(person, ada)
  await roam(cleo, 0, 300)
  await expect(frame(cleo, 'Ada')).toBeHidden()
  await expect(frame(bob, 'Ada')).toBeVisible()
})

test('I47 two tabs of one person are one avatar, and neither sees the other as a ghost', async ({ enter }) => {
  const ada = await enter({ name: 'Ada' })
  const bob = await enter({ name: 'Bob' })
  const adaToo = await enter({ beside: ada })
  const avatars = ({ page }: RoomPage) => page.getByRole('button', { name: /^Follow/ })
  await adaToo.page.mouse.move(500, 450)
  await expect(avatars(bob)).toHaveCount(1)
  await expect.poll(() => bob.color({ x: 480, y: 430, width: 90, height: 60 })).toBeGreaterThan(40)
  await expect(avatars(ada)).toHaveCount(1)
  await expect(avatars(adaToo)).toHaveCount(1)
  expect(await ada.color({ x: 480, y: 430, width: 90, height: 60 })).toBe(0)
  await adaToo.page.close()
  await expect.poll(() => bob.color({ x: 480, y: 430, width: 90, height: 60 })).toBe(0)
  await expect(avatars(bob)).toHaveCount(1)
})
