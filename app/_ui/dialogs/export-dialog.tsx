'use client'
import { Copy, Download } from 'lucide-react'
import { useEffect, useState } from 'react'
import { isTextFormat } from '../../../lib/interchange/text-exports.ts'
import { exportFailureKey } from '../../../lib/page/files/export-refusal.ts'
import { saveBlob } from '../../../lib/page/files/save-blob.ts'
import type { ExportOptions } from '../../../lib/page/room-model.ts'
import type { ExportFormat } from '../../../lib/protocol/http.ts'
import { Button } from '../controls.tsx'
import { Dialog } from '../dialog.tsx'
import forms from '../form.module.css'
import { Choice, Toggle } from '../form.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import styles from './export-dialog.module.css'
import { ExportPage } from './export-page.tsx'
import { ExportScope, useSlides } from './export-scope.tsx'

const formats = ['png', 'svg', 'pdf', 'pptx', 'json', 'excalidraw', 'markdown', 'mermaid', 'csv'] as const
const extensions: Readonly<Record<ExportFormat, string>> = {
  ...{ png: 'png', svg: 'svg', pdf: 'pdf', pptx: 'pptx', json: 'inkroom.json', excalidraw: 'excalidraw' },
  ...{ markdown: 'md', mermaid: 'mmd', csv: 'csv' },
}
const isWords = (format: ExportFormat): boolean => isTextFormat(format)
/** Letters that are shown of an export of words. */
const SHOWN_LETTERS = 2_000

/** What the picture will look like, redrawn as the options change. */
function Preview({ options }: { readonly options: ExportOptions }) {
  const t = useT()
  const room = useRoom()
  const [url, setUrl] = useState('')
  const [words, setWords] = useState('')
  useEffect(() => {
    let isStale = false
    let made = ''
    const showWords = async () => {
      const blob = await room.exportBlob(options)
      const text = blob ? await blob.text() : ''
      if (!isStale) setWords(text.slice(0, SHOWN_LETTERS))
    }
    const show = async () => {
      const blob = await room.exportBlob({ ...options, format: 'png', scale: 1, embed: false })
      if (isStale || !blob) return
      made = URL.createObjectURL(blob)
      setUrl(made)
    }
    void (isWords(options.format) ? showWords() : show())
    return () => {
      isStale = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [room, options])
  if (isWords(options.format)) {
    return (
      <section className={styles.words} aria-label={t('export.preview')}>
        {words === '' ? <p className={forms.note}>{t('export.none')}</p> : <pre>{words}</pre>}
      </section>
    )
  }
  return (
    <div className={styles.preview} data-dark={options.dark || undefined}>
      {/* biome-ignore lint/performance/noImgElement: a picture made a moment ago in this page */}
      {url ? <img src={url} alt={t('export.preview')} /> : <p className={forms.note}>{t('export.empty')}</p>}
    </div>
  )
}

type DialogOptions = ExportOptions & Required<Pick<ExportOptions, 'pages'>>

export function ExportDialog({ onClose }: { onClose(): void }) {
  const t = useT()
  const room = useRoom()
  const selection = useSignal(room.editor.selection)
  const hasFrames = useSlides().length > 0
  const [options, setOptions] = useState<DialogOptions>({
    ...{ format: 'png', background: true, dark: false, scale: 2 },
    onlySelection: selection.length > 0,
    pages: { kind: hasFrames ? 'frames' : 'one', paper: 'fit', orientation: 'auto' },
  })
  const [isBusy, setBusy] = useState(false)
  const change = (patch: Partial<DialogOptions>) => setOptions((before) => ({ ...before, ...patch }))
  const isPicture = options.format === 'png' || options.format === 'svg'
  const make = async (use: (blob: Blob) => void | Promise<void>) => {
    setBusy(true)
    try {
      const blob = await room.exportBlob(options)
      if (blob) await use(blob)
      else room.say(t(isWords(options.format) ? 'export.none' : 'export.failed'), 'bad')
    } catch (cause) {
      room.say(t(exportFailureKey(cause)), 'bad')
    } finally {
      setBusy(false)
    }
  }
  const download = () =>
    make((blob) => {
      const name = room.editor.document.board.title || t('room.untitled')
      saveBlob(blob, `${name}.${extensions[options.format]}`)
      onClose()
    })
  const isText = options.format === 'svg' || isWords(options.format)
  const copy = () =>
    make(async (blob) => {
      // Browsers take SVG to the clipboard as text; every drawing program reads it from there.
      if (isText) await navigator.clipboard.writeText(await blob.text())
      else await navigator.clipboard.write([new ClipboardItem({ [blob.type]: blob })])
      room.say(t('common.copied'), 'good')
    })
  return (
    <Dialog title={t('export.title')} onClose={onClose}>
      <Preview options={options} />
      <Choice
        label={t('export.format')}
        value={options.format}
        options={formats.map((value) => ({ value, label: t(`export.format.${value}`) }))}
        onChange={(format) => change({ format })}
      />
      <ExportScope options={options} onChange={change} />
      {options.format === 'pdf' ? (
        <ExportPage pages={options.pages} hasFrames={hasFrames} onChange={(pages) => change({ pages })} />
      ) : null}
      {isPicture ? (
        <>
          <Toggle
            label={t('export.background')}
            checked={options.background}
            onChange={(background) => change({ background })}
          />
          <Toggle label={t('export.dark')} checked={options.dark} onChange={(dark) => change({ dark })} />
          <Toggle
            label={t('export.embed')}
            note={t('export.embedNote')}
            checked={options.embed ?? false}
            onChange={(embed) => change({ embed })}
          />
        </>
      ) : null}
      {options.format === 'png' ? (
        <Choice
          label={t('export.scale')}
          value={String(options.scale)}
          options={['1', '2', '3'].map((value) => ({ value, label: `${value}×` }))}
          onChange={(scale) => change({ scale: Number(scale) as 1 | 2 | 3 })}
        />
      ) : null}
      {options.format === 'png' && room.exportScale(options) < options.scale ? (
        <p className={forms.note} role="status">
          {t('export.reduced')}
        </p>
      ) : null}
      <div className={forms.actions}>
        {isPicture || isText ? (
          <Button icon={Copy} disabled={isBusy} onClick={copy}>
            {t('export.copy')}
          </Button>
        ) : null}
        <Button look="primary" icon={Download} disabled={isBusy} onClick={download}>
          {isBusy ? t('export.busy') : t('export.download')}
        </Button>
      </div>
    </Dialog>
  )
}
