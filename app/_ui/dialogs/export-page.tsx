'use client'
/** The pages of a PDF: one for everything or one for each frame, their size and how they lie. */
import { type Orientation, orientations, type PaperSize, paperNames } from '../../../lib/base/paper.ts'
import type { PageOptions } from '../../../lib/page/room-model.ts'
import { Choice, Toggle } from '../form.tsx'
import { useT } from '../language.tsx'

interface ExportPageProps {
  readonly pages: PageOptions
  readonly hasFrames: boolean
  onChange(pages: PageOptions): void
}

export function ExportPage({ pages, hasFrames, onChange }: ExportPageProps) {
  const t = useT()
  const change = (patch: Partial<PageOptions>) => onChange({ ...pages, ...patch })
  return (
    <>
      {hasFrames ? (
        <Toggle
          label={t('export.pages')}
          checked={pages.kind === 'frames'}
          onChange={(isEach) => change({ kind: isEach ? 'frames' : 'one' })}
        />
      ) : null}
      <Choice<PaperSize>
        label={t('export.paper')}
        value={pages.paper}
        options={paperNames.map((value) => ({ value, label: t(`export.paper.${value}`) }))}
        onChange={(paper) => change({ paper })}
      />
      {pages.paper === 'fit' ? null : (
        <Choice<Orientation>
          label={t('export.orientation')}
          value={pages.orientation}
          options={orientations.map((value) => ({ value, label: t(`export.orientation.${value}`) }))}
          onChange={(orientation) => change({ orientation })}
        />
      )}
    </>
  )
}
