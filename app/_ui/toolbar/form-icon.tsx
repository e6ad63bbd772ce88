import { pathData } from '../../../lib/print/svg-primitives.ts'
import type { GeoForm } from '../../../lib/shapes/geo.ts'
import { formOf } from '../../../lib/shapes/geo-forms.ts'

const WIDTH = 18
const HEIGHT = 15

/** A form whose look depends on its proportions is drawn as it mostly is: lying. */
const LYING_WIDTH = 22
const LYING_HEIGHT = 11
const lying: readonly GeoForm[] = ['terminator']

/** The form itself, drawn small: a new one needs no icon of its own. */
export function FormIcon({ form }: { readonly form: GeoForm }) {
  const { path, details } = formOf(form)
  const isLying = lying.includes(form)
  const w = isLying ? LYING_WIDTH : WIDTH
  const h = isLying ? LYING_HEIGHT : HEIGHT
  return (
    <svg
      width="20"
      height="20"
      viewBox={`${(w - 24) / 2} ${(h - 24) / 2} 24 24`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={pathData([...path(w, h, 'sharp'), ...(details?.(w, h) ?? [])])} />
    </svg>
  )
}
