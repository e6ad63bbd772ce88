/** The rich text editor with what a board needs of it: its formats, its lists, paragraphs with a direction of their own. */
import Quill from 'quill'
import Block from 'quill/blots/block.js'
import ListItem from 'quill/formats/list.js'
import QuillCursors from 'quill-cursors'

/** Each paragraph reads in the direction of its first letter, as on the board; lists are indented on that side. */
class Paragraph extends Block {
  static override create(value?: unknown): HTMLElement {
    // biome-ignore lint/complexity/noThisInStatic: the maker looks for the tag of the class that is asked
    const node = super.create(value) as HTMLElement
    node.dir = 'auto'
    return node
  }
}
class Item extends ListItem {
  static override create(value: string): HTMLElement {
    // biome-ignore lint/complexity/noThisInStatic: the maker looks for the tag of the class that is asked
    const node = super.create(value)
    node.dir = 'auto'
    return node
  }
}
Quill.register({ 'modules/cursors': QuillCursors, 'blots/block': Paragraph, 'formats/list': Item }, true)

const FORMATS = ['bold', 'italic', 'strike', 'code', 'link', 'list', 'color']

export function createQuill(host: HTMLElement): Quill {
  return new Quill(host, {
    formats: FORMATS,
    modules: {
      toolbar: false,
      cursors: { hideDelayMs: 1200, hideSpeedMs: 200, transformOnTextChange: true },
      // Undo belongs to the board's history; Quill must not keep a second one.
      history: { maxStack: 0, userOnly: true },
      // Esc and Ctrl+Enter end the edit; Tab must not trap the keyboard inside.
      keyboard: { bindings: { tab: null } },
    },
  })
}
