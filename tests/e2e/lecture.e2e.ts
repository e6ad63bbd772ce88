/** A lecture: the owner holds the floor, answers a raised hand, leads every view, and asks somebody to leave. */
import { createBoard } from '../support/e2e/sharing.ts'
import { expect, test } from '../support/e2e/test.ts'

test('AC13 AC14 RM12 RM14 AC16 the owner lets all watch, one draw, leads everyone, and removes one', async ({
  browser,
  product,
  enter,
}) => {
  test.setTimeout(180_000)
  const owner = await createBoard(browser, product.url)
  const url = owner.page.url()
  const ada = await enter({ name: 'Ada', url })
  const bob = await enter({ name: 'Bob', url })
  const people = owner.page.getByRole('button', { name: /Everyone here/ })
  await people.click()
  await owner.page.getByRole('button', { name: 'Let everyone watch only' }).click()
  for (const guest of [ada, bob]) {
    await expect(guest.page.getByText('Watch only: raise your hand to draw.')).toBeVisible()
    // What watches has no tools that draw.
    await expect(guest.tool('Rectangle')).toBeHidden()
  }
  await bob.page.getByRole('button', { name: 'Raise my hand' }).click()
  await expect(owner.page.getByRole('heading', { name: '1 hand raised' })).toBeVisible()
  await owner.page.getByRole('button', { name: 'Let Bob draw', exact: true }).click()
  await expect(bob.tool('Rectangle')).toBeEnabled()
  await expect(owner.page.getByRole('heading', { name: '1 hand raised' })).toBeHidden()
  await expect(ada.tool('Rectangle')).toBeHidden()
  // What he was let do holds when he comes back.
  await bob.page.reload()
  await expect(bob.tool('Rectangle')).toBeEnabled({ timeout: 30_000 })
  await owner.page.getByRole('button', { name: 'Lead everyone’s view' }).click()
  await expect(ada.page.getByText('Following Olga', { exact: true })).toBeVisible()
  await owner.page.getByRole('button', { name: 'Let everyone go' }).click()
  await expect(ada.page.getByText('Following Olga', { exact: true })).toBeHidden()
  await owner.page.getByRole('button', { name: 'More for Ada' }).click()
  await owner.page.getByRole('button', { name: 'Remove from the board' }).click()
  await expect(owner.page.getByText('Remove Ada from this board?')).toBeVisible()
  await owner.page.getByRole('button', { name: 'Remove from the board' }).click()
  await expect(ada.page.getByText('You were removed from this board by a facilitator.')).toBeVisible()
  await owner.page.getByRole('button', { name: 'Let everyone draw' }).click()
  const cleo = await enter({ name: 'Cleo', url })
  await expect(cleo.tool('Rectangle')).toBeEnabled()
  await owner.page.context().close()
})

test('RM15 a board that was private opens by itself to those who wait', async ({ browser, product, enter }) => {
  test.setTimeout(180_000)
  const owner = await createBoard(browser, product.url)
  const ada = await enter({ name: 'Ada', url: owner.page.url() })
  await owner.page.getByRole('button', { name: 'Share' }).click()
  await owner.page.getByRole('radio', { name: 'no access' }).click()
  await expect(ada.page.getByText(/This board is private/)).toBeVisible()
  await owner.page.getByRole('radio', { name: 'can edit' }).click()
  await expect(ada.page.getByText(/This board is private/)).toBeHidden({ timeout: 60_000 })
  await expect(ada.tool('Rectangle')).toBeEnabled()
  await owner.page.context().close()
})
