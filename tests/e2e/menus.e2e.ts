/** Menus: at the pointer and by key, one after another, and where their commands act. */
import { expect, test } from '../support/e2e/test.ts'

test('I56 the menu at the pointer runs the commands of the keys, and shows the keys', async ({ enter, joinStock }) => {
  const ada = await enter()
  const stock = await joinStock()
  const { page } = ada
  await ada.draw('Rectangle', { x: 500, y: 300 }, { x: 600, y: 380 })
  await page.mouse.click(500, 340, { button: 'right' })
  const menu = page.getByRole('menu', { name: 'Actions' })
  await expect(menu.getByRole('menuitem', { name: 'Duplicate Ctrl+D' })).toBeVisible()
  await expect(menu.getByRole('menuitem', { name: 'Bring to front' })).toHaveText(/Ctrl\+Shift\+\]/)
  await menu.getByRole('menuitem', { name: /^Duplicate/ }).click()
  await expect.poll(() => stock.shapes.size).toBe(2)
})

test('I56 the menu opens by key over the selection, and gives the board its keys back', async ({
  enter,
  joinStock,
}) => {
  const ada = await enter()
  const stock = await joinStock()
  const { page } = ada
  await ada.draw('Rectangle', { x: 500, y: 300 }, { x: 600, y: 380 })
  await page.keyboard.press('Control+a')
  const menu = page.getByRole('menu', { name: 'Actions' })
  for (const key of ['Shift+F10', 'ContextMenu']) {
    await page.keyboard.press(key)
    await expect(menu).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await expect(menu.getByRole('menuitem', { name: /^Cut/ })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(menu).toBeHidden()
    await expect(page.getByRole('application')).toBeFocused()
  }
  await page.keyboard.press('Shift+F10')
  await expect(menu).toBeFocused()
  await page.keyboard.type('dupl')
  await expect(menu.getByRole('menuitem', { name: /^Duplicate/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect.poll(() => stock.shapes.size).toBe(2)
})

test('I43 what is pasted from the menu lands where the menu was opened', async ({ enter, joinStock }) => {
  const ada = await enter()
  const stock = await joinStock()
  const { page } = ada
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await ada.draw('Rectangle', { x: 500, y: 300 }, { x: 600, y: 380 })
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  await page.mouse.click(900, 600, { button: 'right' })
  await page.getByRole('menuitem', { name: /^Paste(?! as)/ }).click()
  const places = () => [...stock.shapes.values()].map((shape) => shape.get('placement'))
  await expect.poll(places).toContainEqual(expect.objectContaining({ x: 850, y: 560 }))
})

test('I56 a menu that is opened as another closes stays open', async ({ enter }) => {
  const { page } = await enter()
  for (const name of ['More tools', 'More shapes']) {
    const trigger = page.getByRole('button', { name, exact: true })
    await trigger.focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('menu').or(page.getByRole('dialog'))).toBeVisible()
    // All in one task: what closes gives the focus back in a later one, when the next menu has it.
    await page.getByRole('button', { name: 'Menu', exact: true }).evaluate(async (next) => {
      const options = { bubbles: true, cancelable: true, key: 'Escape', button: 0, pointerType: 'mouse' }
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', options))
      await Promise.resolve()
      next.dispatchEvent(new PointerEvent('pointerdown', options))
      await new Promise((resolve) => setTimeout(resolve))
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    })
    await expect(page.getByRole('menu')).toContainText('Preferences')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toBeHidden()
  }
})
