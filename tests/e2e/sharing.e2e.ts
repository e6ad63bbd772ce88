/** Sharing as people do it: links with rights of their own, taken back and changed while others are drawing. */
import { around, type RoomPage } from '../support/e2e/room-page.ts'
import { allow, boardOf, closeShare, createBoard, makeLink, openShare } from '../support/e2e/sharing.ts'
import { typesOf } from '../support/e2e/stored-board.ts'
import { expect, test as roomTest } from '../support/e2e/test.ts'

const boxFrom = { x: 420, y: 260 }
const boxTo = { x: 560, y: 360 }
const lateFrom = { x: 700, y: 300 }
const lateTo = { x: 840, y: 420 }

const test = roomTest.extend<{ readonly owner: RoomPage }>({
  owner: async ({ browser, product }, use) => {
    const owner = await createBoard(browser, product.url)
    await use(owner)
    await owner.page.context().close()
  },
})
/** What the page says, not what the router reads out when the address changes. */
const alert = ({ page }: RoomPage) => page.locator('main [role=alert]').filter({ hasText: /\S/ })
const viewOnly = ({ page }: RoomPage) => page.getByText('View only', { exact: true })

test('AC2 a viewer link and an editor link, with label and end, let people in with those rights', async ({
  owner,
  enter,
}) => {
  await openShare(owner)
  await expect(owner.page.getByRole('img', { name: 'QR code of the board link' })).toBeVisible()
  const viewing = await makeLink(owner, { role: 'Can view', label: 'Client' })
  const editing = await makeLink(owner, { role: 'Can edit', label: 'Team', lifetime: '7 days' })
  await expect(owner.page.getByRole('listitem').filter({ hasText: 'Team' })).toContainText(/Can edit · until \S+/)
  await expect(owner.page.getByRole('listitem').filter({ hasText: 'Client' })).toContainText('Can view · No end')
  await closeShare(owner)
  const vera = await enter({ url: viewing, name: 'Vera' })
  const eddi = await enter({ url: editing, name: 'Eddi' })
  await expect(viewOnly(vera)).toBeVisible()
  await expect(vera.tool('Rectangle')).toBeHidden()
  await eddi.draw('Rectangle', boxFrom, boxTo)
  for (const person of [owner, vera, eddi]) {
    await person.expectInk(around(boxFrom, boxTo), true)
    await person.expectSaved()
    await expect(person.page.getByRole('button', { name: /^Follow/ })).toHaveCount(2)
  }
})

test('AC3 who loses the link while drawing is told at once, keeps what was drawn and can take it along', async ({
  owner,
  enter,
}) => {
  await openShare(owner)
  const editing = await makeLink(owner, { role: 'Can edit', label: 'Team' })
  const eddi = await enter({ url: editing, name: 'Eddi' })
  await eddi.draw('Rectangle', boxFrom, boxTo)
  await eddi.expectSaved()
  await eddi.tool('Draw').click()
  await eddi.page.mouse.move(lateFrom.x, lateFrom.y)
  await eddi.page.mouse.down()
  await eddi.page.mouse.move(lateTo.x, lateTo.y, { steps: 8 })
  await owner.page.getByRole('button', { name: 'Withdraw Team' }).click()
  await expect(alert(eddi)).toContainText('the link was revoked')
  await eddi.page.mouse.move(lateTo.x, lateFrom.y, { steps: 4 })
  await eddi.page.mouse.up()
  await eddi.expectInk(around(boxFrom, boxTo), true)
  await expect(eddi.tool('Rectangle')).toBeHidden()
  await eddi.page.keyboard.press('Control+a')
  await eddi.page.keyboard.press('Delete')
  await eddi.expectInk(around(boxFrom, boxTo), true)
  const download = eddi.page.waitForEvent('download')
  await alert(eddi).getByRole('button', { name: 'Save a copy' }).click()
  expect((await download).suggestedFilename()).toMatch(/\.inkroom\.json$/)
  await closeShare(owner)
  await owner.expectInk(around(lateFrom, lateTo), false)
  expect(typesOf(await boardOf(owner))).toEqual(['geo'])
})

test('AC3 changes that were never accepted are counted in words and wait for a new link', async ({
  owner,
  enter,
  line,
}) => {
  await openShare(owner)
  const first = await makeLink(owner, { role: 'Can edit', label: 'First' })
  const wire = await line()
  const throughWire = (address: string) => address.replace(/^http:\/\/[^/]+/, wire.url)
  const eddi = await enter({ url: throughWire(first), name: 'Eddi' })
  await eddi.expectSaved()
  wire.cut()
  await eddi.draw('Rectangle', boxFrom, boxTo)
  await eddi.draw('Ellipse', lateFrom, lateTo)
  await owner.page.getByRole('button', { name: 'Withdraw First' }).click()
  await expect(owner.page.getByRole('button', { name: 'Withdraw First' })).toBeHidden()
  wire.mend()
  await expect(alert(eddi)).toContainText('the link was revoked')
  await expect(alert(eddi)).toContainText('2 changes')
  await expect(eddi.status).toHaveAccessibleName('2 changes only in this browser')
  const second = await makeLink(owner, { role: 'Can edit', label: 'Second' })
  await closeShare(owner)
  eddi.page.on('dialog', (dialog) => dialog.accept())
  await eddi.page.goto('about:blank')
  await eddi.page.goto(throughWire(second))
  await eddi.expectSaved()
  expect(typesOf(await boardOf(owner))).toEqual(['geo', 'geo'])
  await owner.expectInk(around(boxFrom, boxTo), true)
})

test('AC2 a link that ends while somebody is there says so', async ({ owner, enter, product }) => {
  const room = new URL(owner.page.url()).pathname.split('/').at(-1) ?? ''
  const token = await owner.page.evaluate((id) => JSON.parse(localStorage.getItem(`inkroom.owner.${id}`) ?? ''), room)
  // The dialog offers days; the interface takes any moment.
  const made = await fetch(`${product.url}/api/rooms/${room}/links`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ role: 'editor', label: 'Short', expiresAt: Date.now() + 15_000 }),
  })
  const { url } = (await made.json()) as { url: string }
  const eddi = await enter({ url, name: 'Eddi' })
  await eddi.draw('Rectangle', boxFrom, boxTo)
  await eddi.expectSaved()
  await expect(alert(eddi)).toContainText('This link has expired', { timeout: 30_000 })
  await expect(eddi.tool('Rectangle')).toBeHidden()
  await eddi.expectInk(around(boxFrom, boxTo), true)
  await expect(owner.page.getByRole('button', { name: /^Follow/ })).toHaveCount(0)
})

test('RM5 what the bare link allows reaches live people at once, down to nothing and up again', async ({
  owner,
  enter,
}) => {
  const url = owner.page.url()
  const eddi = await enter({ url, name: 'Eddi' })
  await eddi.draw('Rectangle', boxFrom, boxTo)
  await eddi.expectSaved()
  await allow(owner, 'can view')
  await expect(viewOnly(eddi)).toBeVisible()
  await expect(eddi.page.getByText('View only for now')).toBeVisible()
  await expect(eddi.tool('Rectangle')).toBeHidden()
  await eddi.expectSaved()
  await allow(owner, 'can edit')
  await expect(viewOnly(eddi)).toBeHidden()
  await expect(eddi.page.getByText('You can draw now')).toBeVisible()
  await eddi.draw('Ellipse', lateFrom, lateTo)
  await owner.expectInk(around(lateFrom, lateTo), true)
  await allow(owner, 'no access')
  await expect(alert(eddi)).toContainText('This board is private')
  await eddi.expectInk(around(boxFrom, boxTo), true)
  await allow(owner, 'can edit')
  await alert(eddi).getByRole('button', { name: 'Try again' }).click()
  await expect(alert(eddi)).toBeHidden()
  await expect(eddi.tool('Rectangle')).toBeVisible()
  await eddi.expectSaved()
})

test('TL5 a role that is lowered in mid-drag drops the drag, and nothing of it is stored', async ({ owner, enter }) => {
  const eddi = await enter({ url: owner.page.url(), name: 'Eddi' })
  await eddi.draw('Rectangle', boxFrom, boxTo)
  await eddi.expectSaved()
  const before = await boardOf(owner)
  await eddi.page.mouse.move(boxFrom.x, 300)
  await eddi.page.mouse.down()
  await eddi.page.mouse.move(boxFrom.x + 300, 480, { steps: 8 })
  await owner.expectInk({ x: 700, y: 420, width: 200, height: 140 }, true)
  await allow(owner, 'can view')
  await expect(viewOnly(eddi)).toBeVisible()
  await eddi.page.mouse.move(boxFrom.x + 320, 500, { steps: 4 })
  await eddi.page.mouse.up()
  for (const person of [owner, eddi]) {
    await person.expectInk(around(boxFrom, boxTo), true)
    await person.expectInk({ x: 700, y: 420, width: 200, height: 140 }, false)
  }
  await eddi.expectSaved()
  expect((await boardOf(owner)).etag).toBe(before.etag)
  await allow(owner, 'can edit')
  await eddi.draw('Ellipse', lateFrom, lateTo)
  await eddi.expectSaved()
  expect(typesOf(await boardOf(owner))).toEqual(['geo', 'geo'])
})
