/**
 * The page of a board never scrolls. A browser may try, to show a caret or what "find in page" has found, in spite of
 * hidden overflow; the tools would leave the window, and no one could bring them back.
 */
export function keepUnscrolled(view: Window, container: Element): () => void {
  const onScroll = ({ target }: Event) => {
    const scrolled = target === view.document ? view.document.scrollingElement : target
    if (!(scrolled instanceof Element) || !scrolled.contains(container)) return
    if (scrolled.scrollLeft !== 0 || scrolled.scrollTop !== 0)
      scrolled.scrollTo({ left: 0, top: 0, behavior: 'instant' })
  }
  view.addEventListener('scroll', onScroll, { capture: true, passive: true })
  return () => view.removeEventListener('scroll', onScroll, { capture: true })
}
