import { pathData } from '../../../lib/print/svg-primitives.ts'
import type { GeoForm } from '../../../lib/shapes/geo.ts'
import { formOf } from '../../../lib/shapes/geo-forms.ts'

const WIDTH = 18
const HEIGHT = 15

/** The form itself, drawn small: a new one needs no icon of its own. */
export function FormIcon({ form }: { readonly form: GeoForm }) {
  const { path, details } = formOf(form)
  return (
    <svg
      width="20"
      height="20"
      viewBox={`${(WIDTH - 24) / 2} ${(HEIGHT - 24) / 2} 24 24`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={pathData([...path(WIDTH, HEIGHT, 'sharp'), ...(details?.(WIDTH, HEIGHT) ?? [])])} />
    </svg>
  )
}
