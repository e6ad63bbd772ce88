import { expect, it } from 'vitest'
import { copyText } from '../../../../lib/page/input/copy-text.ts'

interface Field {
  value: string
  readOnly: boolean
  readonly style: { cssText: string }
  isThere: boolean
}

/** A page of which only what copying needs is there; `copied` is what the browser took of the selection. */
function pageOf({ mayCopy, inDialog }: { readonly mayCopy: boolean; readonly inDialog: boolean }) {
  const log: string[] = []
  const copied: string[] = []
  let field: (Field & Record<string, unknown>) | null = null
  let selected = ''
  const place = (name: string) => ({
    append(added: Field) {
      log.push(`into ${name}`)
      added.isThere = true
    },
  })
  const focused = { closest: () => (inDialog ? place('dialog') : null), focus: () => log.push('focus back') }
  const document = {
    activeElement: focused,
    body: place('body'),
    createElement: () => {
      const made: Field & Record<string, unknown> = {
        value: '',
        readOnly: false,
        style: { cssText: '' },
        isThere: false,
        setAttribute() {},
        focus() {},
        setSelectionRange: (from: number, to: number) => {
          selected = made.value.slice(from, to)
        },
        remove: () => {
          made.isThere = false
        },
      }
      field = made
      return made
    },
    execCommand: () => {
      if (mayCopy && field?.isThere) copied.push(selected)
      return mayCopy
    },
  }
  return { document, log, copied, isLeft: () => field?.isThere === true }
}

it('DC36 text is copied by the clipboard where there is one', async () => {
  const written: string[] = []
  const page = pageOf({ mayCopy: false, inDialog: false })
  const clipboard = { writeText: async (text: string) => void written.push(text) }
  expect(await copyText({ navigator: { clipboard }, document: page.document } as unknown as Window, 'a link')).toBe(
    true,
  )
  expect(written).toEqual(['a link'])
})

it.each([
  ['without a clipboard, as on plain http', { navigator: {} }],
  [
    'with one that refuses',
    { navigator: { clipboard: { writeText: () => Promise.reject(new Error('NotAllowedError')) } } },
  ],
])('DC36 %s text is copied by selecting it, and the focus goes back', async (_case, view) => {
  for (const inDialog of [false, true]) {
    const page = pageOf({ mayCopy: true, inDialog })
    expect(await copyText({ ...view, document: page.document } as unknown as Window, 'a link')).toBe(true)
    expect(page.copied).toEqual(['a link'])
    // A dialog takes the focus from whatever lies outside of it.
    expect(page.log).toEqual([inDialog ? 'into dialog' : 'into body', 'focus back'])
    expect(page.isLeft()).toBe(false)
  }
  const deaf = pageOf({ mayCopy: false, inDialog: false })
  expect(await copyText({ ...view, document: deaf.document } as unknown as Window, 'a link')).toBe(false)
  expect(deaf.isLeft()).toBe(false)
})
