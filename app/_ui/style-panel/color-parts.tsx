'use client'
/** The colours of the selection: where there are several kinds of them they share one palette, each behind its tab. */
import { Tabs } from 'radix-ui'
import { type CSSProperties, useState } from 'react'
import { strokePalette, themeColor } from '../../../lib/shapes/color.ts'
import { useT } from '../language.tsx'
import { useTheme } from '../use-theme.ts'
import styles from './color-row.module.css'
import { ColorRow } from './color-row.tsx'
import { faces, OptionRow } from './option-row.tsx'
import type { PartProps } from './special-parts.tsx'

const fields = ['stroke', 'fill', 'textColor'] as const
type ColorField = (typeof fields)[number]

export function ColorParts({ values, set }: PartProps) {
  const t = useT()
  const theme = useTheme()
  const [chosen, choose] = useState<ColorField>('stroke')
  const offered = fields.filter((field) => values.has(field))
  const shown = offered.includes(chosen) ? chosen : offered[0]
  const labels = {
    stroke: t('style.stroke'),
    fill: t(values.onlyNotes ? 'style.noteColor' : 'style.fill'),
    textColor: t('style.textColor'),
  }
  const row = (field: ColorField) => (
    <ColorRow
      key={field}
      name={field}
      label={labels[field]}
      isTitled={offered.length === 1}
      colors={field === 'fill' ? values.fillColors : strokePalette}
      value={values.get(field)}
      onChange={(color) => set({ [field]: color })}
    />
  )
  const look = (field: ColorField) => {
    const color = values.get(field)
    return typeof color === 'string' ? ({ '--swatch': themeColor(color, theme) } as CSSProperties) : undefined
  }
  return (
    <>
      {offered.length > 1 ? (
        <Tabs.Root className={styles.kinds} value={shown} onValueChange={(field) => choose(field as ColorField)}>
          <Tabs.List className={styles.tabs} aria-label={t('style.colors')}>
            {offered.map((field) => (
              <Tabs.Trigger
                key={field}
                value={field}
                className={styles.tab}
                data-color-tab={field}
                // Like every button over the board: a press leaves the focus on the board, whose keys go on working.
                onMouseDown={(event) => {
                  event.preventDefault()
                  if (event.button === 0) choose(field)
                }}
              >
                <span
                  aria-hidden="true"
                  className={styles.dot}
                  data-none={values.get(field) === 'transparent' || undefined}
                  style={look(field)}
                />
                {labels[field]}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          {offered.map((field) => (
            <Tabs.Content key={field} value={field} tabIndex={-1}>
              {row(field)}
            </Tabs.Content>
          ))}
        </Tabs.Root>
      ) : (
        offered.map(row)
      )}
      {values.has('fillStyle') && values.get('fill') !== 'transparent' ? (
        <OptionRow
          label={t('style.fillStyle')}
          isWide
          value={values.get('fillStyle')}
          onChange={(v) => set({ fillStyle: v })}
          options={[
            { value: 'solid', label: t('style.fill.solid'), face: faces.solid },
            { value: 'semi', label: t('style.fill.semi'), face: faces.semi },
            { value: 'hachure', label: t('style.fill.hachure'), face: faces.hachure },
            { value: 'cross-hatch', label: t('style.fill.crossHatch'), face: faces.crossHatch },
            { value: 'zigzag', label: t('style.fill.zigzag'), face: faces.zigzag },
          ]}
        />
      ) : null}
    </>
  )
}
