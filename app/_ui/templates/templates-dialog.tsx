'use client'
/** The gallery over a board: what is chosen goes to the middle of the view, selected and in sight. */
import { putTemplate } from '../../../lib/page/files/template.ts'
import { themeOf } from '../../../lib/page/view/theme-wiring.ts'
import { Dialog } from '../dialog.tsx'
import { useRoom } from '../room-context.tsx'
import { OwnTemplates } from './own-templates.tsx'
import { TemplateGallery, useTemplateWords } from './template-gallery.tsx'

export function TemplatesDialog({ onClose }: { onClose(): void }) {
  const { editor } = useRoom()
  const { gallery } = useTemplateWords()
  return (
    <Dialog title={gallery.title} description={gallery.lead} size="tall" onClose={onClose}>
      <OwnTemplates onClose={onClose} />
      <TemplateGallery
        theme={themeOf(window, editor)}
        purpose="insert"
        onChoose={(shapes) => {
          onClose()
          putTemplate(editor, shapes)
        }}
      />
    </Dialog>
  )
}
