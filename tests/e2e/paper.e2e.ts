/** The colour that the board lies on: shared, undone, exported. */
import type { RoomPage } from '../support/e2e/room-page.ts'
import { expect, test } from '../support/e2e/test.ts'

const YELLOW = 'rgb(255, 251, 230)'
const paperOf = ({ page }: RoomPage) => page.getByRole('application')

test('a background colour reaches everyone at once, goes into exports, and is undone in one step', async ({
  enter,
  product,
  room,
}) => {
  const ada = await enter()
  const bob = await enter()
  await ada.draw('Rectangle', { x: 500, y: 300 }, { x: 600, y: 380 })
  await ada.page.getByRole('button', { name: 'Menu', exact: true }).click()
  await ada.page.getByRole('menuitem', { name: 'Board background' }).click()
  await ada.page.getByRole('menuitemradio', { name: 'Pale yellow' }).click()
  for (const person of [ada, bob]) await expect(paperOf(person)).toHaveCSS('background-color', YELLOW)
  await ada.expectSaved()
  const url = `${product.url}/api/rooms/${room}/export`
  expect(await (await ada.page.request.get(`${url}/svg`)).text()).toContain('fill="#fffbe6"')
  expect(await (await ada.page.request.get(`${url}/excalidraw`)).json()).toMatchObject({
    appState: { viewBackgroundColor: '#fffbe6' },
  })
  await ada.page.keyboard.press('Control+z')
  for (const person of [ada, bob]) await expect(paperOf(person)).toHaveCSS('background-color', 'rgb(255, 255, 255)')
})
