'use client'
import { ClipboardList } from 'lucide-react'
import { countVotes } from '../../../lib/document/workshop.ts'
import { IconButton } from '../controls.tsx'
import { useCopy } from '../dialogs/use-copy.ts'
import { useLanguage } from '../language.tsx'
import { shapeName } from '../overlays/announcer.tsx'
import { useRoom } from '../room-context.tsx'
import { useWorkshop } from './use-workshop.ts'

/** Copies what got votes as a list, most votes first. */
export function CopyResult() {
  const { t } = useLanguage()
  const { editor } = useRoom()
  const copy = useCopy()
  const state = useWorkshop()
  const copyList = () => {
    const lines = [...countVotes(state)]
      .sort(([, a], [, b]) => b - a)
      .flatMap(([id, count]) => {
        const shape = editor.view.get(id)
        return shape ? [`${count}\t${shapeName(shape, t)}`] : []
      })
    void copy(lines.join('\n'))
  }
  return <IconButton label={t('workshop.copyResult')} icon={ClipboardList} onClick={copyList} />
}
