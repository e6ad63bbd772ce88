/** Puts a picture on the page, its board's corner at the page's, with all the faces that it names. */
const board = document.getElementById('board') as HTMLDivElement

export async function show(svg: SVGSVGElement, at: { readonly left: number; readonly top: number }): Promise<void> {
  svg.style.cssText = `position:absolute;left:${at.left}px;top:${at.top}px;z-index:9999`
  const sheet = document.createElement('div')
  sheet.id = 'picture'
  sheet.style.cssText = 'position:fixed;inset:0;background:#fff;z-index:9999;overflow:hidden'
  sheet.append(svg)
  document.getElementById('picture')?.remove()
  board.after(sheet)
  await Promise.allSettled([...document.fonts].map((face) => face.load()))
  await document.fonts.ready
  for (const { href } of svg.querySelectorAll('image')) {
    const image = new Image()
    image.src = href.baseVal
    await image.decode().catch(() => {})
  }
  await new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))
}
