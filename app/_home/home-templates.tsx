'use client'
/** The gallery on the home page. */
import type { Shape } from '../../lib/shapes/registry.ts'
import { Dialog } from '../_ui/dialog.tsx'
import forms from '../_ui/form.module.css'
import { TemplateGallery, useTemplateWords } from '../_ui/templates/template-gallery.tsx'
import { HomeOwnTemplates } from './home-own-templates.tsx'

interface HomeTemplatesProps {
  readonly theme: 'light' | 'dark'
  readonly isBusy: boolean
  readonly hasFailed: boolean
  onChoose(shapes: readonly Shape[]): void
  /** One of this browser's own, as the text of a board file. */
  onChooseOwn(board: string): void
  onClose(): void
}

export function HomeTemplates({ theme, isBusy, hasFailed, onChoose, onChooseOwn, onClose }: HomeTemplatesProps) {
  const { gallery } = useTemplateWords()
  return (
    <Dialog title={gallery.title} description={gallery.lead} size="tall" onClose={onClose}>
      {hasFailed ? (
        <p role="alert" className={forms.error}>
          {gallery.failed}
        </p>
      ) : null}
      <HomeOwnTemplates theme={theme} isBusy={isBusy} onChoose={onChooseOwn} />
      <TemplateGallery theme={theme} purpose="create" isBusy={isBusy} onChoose={onChoose} />
    </Dialog>
  )
}
