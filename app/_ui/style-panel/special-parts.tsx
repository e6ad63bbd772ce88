'use client'
/** The parts of the style panel that only some shapes have: routes and ends of arrows, form, words. */
import {
  AlignCenter,
  AlignLeft,
  AlignRight,
  AlignVerticalJustifyCenter,
  AlignVerticalJustifyEnd,
  AlignVerticalJustifyStart,
  List,
  ListOrdered,
} from 'lucide-react'
import { canList, listNow, toggleList } from '../../../lib/editor/making/text-lists.ts'
import { arrowheads } from '../../../lib/shapes/arrow.ts'
import { type GeoForm, namedForm, namedForms } from '../../../lib/shapes/geo-forms.ts'
import { fonts } from '../../../lib/shapes/style.ts'
import { cx } from '../cx.ts'
import { NamedGroup } from '../form.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSelectedShapes } from '../use-board.ts'
import { useSignal } from '../use-signal.ts'
import { faces, OptionRow } from './option-row.tsx'
import { fontSizeNames, fontSizes } from './palette.ts'
import styles from './style-panel.module.css'
import type { StyleValues } from './style-values.ts'

export interface PartProps {
  readonly values: StyleValues
  /** Restyles the selection and the next shape: all the fields as one step. */
  set(patch: Readonly<Record<string, unknown>>): void
}

export function RouteParts({ values, set }: PartProps) {
  const t = useT()
  const heads = (field: 'startHead' | 'endHead') => (
    <select
      className={styles.select}
      aria-label={t(field === 'startHead' ? 'style.startHead' : 'style.endHead')}
      value={String(values.get(field) ?? '')}
      onChange={(event) => set({ [field]: event.target.value })}
    >
      {values.get(field) === undefined ? <option value="">–</option> : null}
      {arrowheads.map((head) => (
        <option key={head} value={head}>
          {t(`head.${head}`)}
        </option>
      ))}
    </select>
  )
  return (
    <>
      {values.has('route') ? (
        <OptionRow
          label={t('style.route')}
          value={values.get('route')}
          onChange={(v) => set({ route: v })}
          options={[
            { value: 'straight', label: t('style.route.straight'), face: faces.straight },
            { value: 'curved', label: t('style.route.curved'), face: faces.curved },
            ...(values.has('startHead') ? [{ value: 'elbow', label: t('style.route.elbow'), face: faces.elbow }] : []),
          ]}
        />
      ) : null}
      {values.has('startHead') ? (
        <NamedGroup label={t('style.heads')} labelClass={styles.legend} className={styles.group}>
          <div className={styles.pair}>
            {heads('startHead')}
            {heads('endHead')}
          </div>
        </NamedGroup>
      ) : null}
    </>
  )
}

function Corners({ values, set }: PartProps) {
  const t = useT()
  if (!values.has('corners')) return null
  return (
    <OptionRow
      label={t('style.corners')}
      value={values.get('corners')}
      onChange={(v) => set({ corners: v })}
      options={[
        { value: 'sharp', label: t('style.corners.sharp'), face: faces.sharp },
        { value: 'round', label: t('style.corners.round'), face: faces.round },
      ]}
    />
  )
}

/** What the shape is, and beside it how its corners are. */
export function FormParts({ values, set }: PartProps) {
  const t = useT()
  const corners = <Corners values={values} set={set} />
  if (!values.has('form') || !values.hasSelection) return corners
  const shown = values.get('form') as GeoForm | undefined
  return (
    <div className={styles.beside}>
      <NamedGroup label={t('style.form')} labelClass={styles.legend} className={cx(styles.group, styles.wide)}>
        <select
          className={styles.select}
          aria-label={t('style.form')}
          value={shown === undefined ? '' : namedForm(shown)}
          onChange={(event) => set({ form: event.target.value })}
        >
          {shown === undefined ? <option value="">–</option> : null}
          {namedForms.map((form) => (
            <option key={form} value={form}>
              {t(`form.${form}`)}
            </option>
          ))}
        </select>
      </NamedGroup>
      {corners}
    </div>
  )
}

const fontFaces = {
  hand: 'var(--font-hand)',
  sans: 'var(--font-ui)',
  serif: 'var(--font-serif)',
  mono: 'var(--font-mono)',
}

/** Of the marked lines while a text is edited, else of all the words. */
function Lists() {
  const t = useT()
  const { editor } = useRoom()
  useSignal(editor.text.lines)
  useSelectedShapes()
  if (!canList(editor)) return null
  return (
    <OptionRow
      label={t('style.list')}
      isWide
      value={listNow(editor)}
      onChange={(list) => toggleList(editor, list)}
      options={[
        { value: 'bullet', label: t('action.style.list-bullet'), face: <List size={16} /> },
        { value: 'ordered', label: t('action.style.list-ordered'), face: <ListOrdered size={16} /> },
      ]}
    />
  )
}

export function TextParts({ values, set }: PartProps) {
  const t = useT()
  if (!values.has('font')) return null
  return (
    <>
      <OptionRow
        label={t('style.font')}
        value={values.get('font')}
        onChange={(v) => set({ font: v })}
        options={fonts.map((font) => ({
          value: font,
          label: t(`font.${font}`),
          face: <span style={{ fontFamily: fontFaces[font], fontSize: 15 }}>Aa</span>,
        }))}
      />
      <div className={styles.sizes}>
        <OptionRow
          label={t('style.fontSize')}
          isWide
          value={values.get('fontSize')}
          onChange={(v) => set({ fontSize: v })}
          options={fontSizes.map((size, index) => ({
            value: size,
            label: t('style.pixels', { width: size }),
            face: fontSizeNames[index],
          }))}
        />
        <Lists />
      </div>
      <div className={styles.alignments}>
        <OptionRow
          label={t('style.align')}
          value={values.get('align')}
          onChange={(v) => set({ align: v })}
          options={[
            { value: 'start', label: t('style.align.start'), face: <AlignLeft size={16} /> },
            { value: 'center', label: t('style.align.center'), face: <AlignCenter size={16} /> },
            { value: 'end', label: t('style.align.end'), face: <AlignRight size={16} /> },
          ]}
        />
        {values.has('corners') || values.onlyNotes ? (
          <OptionRow
            label={t('style.verticalAlign')}
            value={values.get('verticalAlign')}
            onChange={(v) => set({ verticalAlign: v })}
            options={[
              { value: 'top', label: t('style.align.top'), face: <AlignVerticalJustifyStart size={16} /> },
              { value: 'middle', label: t('style.align.middle'), face: <AlignVerticalJustifyCenter size={16} /> },
              { value: 'bottom', label: t('style.align.bottom'), face: <AlignVerticalJustifyEnd size={16} /> },
            ]}
          />
        ) : null}
      </div>
    </>
  )
}
