'use client'
/** Own templates at the head of the gallery of the home page; the same that the boards of this browser show. */
import { Upload } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { keepTemplateFile } from '../../lib/page/files/kept-file.ts'
import { pickFiles } from '../../lib/page/files/pick-files.ts'
import { browserTemplates, itemName, type LibraryItem } from '../../lib/page/kept/library-store.ts'
import type { Theme } from '../../lib/shapes/color.ts'
import { Button } from '../_ui/controls.tsx'
import forms from '../_ui/form.module.css'
import { useT } from '../_ui/language.tsx'
import { OwnCards } from '../_ui/templates/own-cards.tsx'
import { useTemplateWords } from '../_ui/templates/template-gallery.tsx'

interface HomeOwnTemplatesProps {
  readonly theme: Theme
  readonly isBusy: boolean
  /** Takes the text of a board file. */
  onChoose(board: string): void
}

function useOwnTemplates() {
  const t = useT()
  const store = useMemo(browserTemplates, [])
  const [items, setItems] = useState<readonly LibraryItem[]>([])
  const [problem, setProblem] = useState('')
  const read = useCallback(() => store.items().then(setItems), [store])
  useEffect(() => void read(), [read])
  return {
    items,
    problem,
    async rename(item: LibraryItem, name: string) {
      setProblem((await store.put([{ ...item, name: itemName(name) }])) ? '' : t('templates.full'))
      await read()
    },
    remove: ({ id }: LibraryItem) => void store.remove(id).then(read),
    async addFile(file: File) {
      setProblem((await keepTemplateFile(file, { store, t })) ?? '')
      await read()
    },
  }
}

export function HomeOwnTemplates({ theme, isBusy, onChoose }: HomeOwnTemplatesProps) {
  const t = useT()
  const { gallery } = useTemplateWords()
  const { items, problem, rename, remove, addFile } = useOwnTemplates()
  const choose = () => pickFiles({ accept: '.json', isMany: false, onPick: ([file]) => file && void addFile(file) })
  return (
    <OwnCards
      {...{ items, theme, isBusy }}
      labelOf={(name) => gallery.create.replace('{name}', name)}
      onChoose={({ board }) => onChoose(board)}
      onRename={(item, name) => void rename(item, name)}
      onRemove={remove}
    >
      <p>
        <Button icon={Upload} onClick={choose}>
          {t('library.fromFile')}
        </Button>
      </p>
      {problem === '' ? null : (
        <p role="alert" className={forms.error}>
          {problem}
        </p>
      )}
    </OwnCards>
  )
}
