import { expect, it } from 'vitest'
import { formOf, geoForms } from '../../../lib/shapes/geo-forms.ts'

const SIDES = [0, 5e-324, 1e-9, 0.5, 1, 3, 100, 4_000, 10_000_000]

it.each(geoForms)(
  'SH1 %s has an outline of finite numbers and few commands at any size, without height and width too',
  (name) => {
    const form = formOf(name)
    for (const w of SIDES)
      for (const h of SIDES)
        for (const corners of ['sharp', 'round'] as const) {
          const paths = [form.path(w, h, corners), form.details?.(w, h) ?? []]
          for (const path of paths) {
            const numbers = path.flatMap(([, ...rest]) => rest)
            expect([w, h, numbers.filter((each) => !Number.isFinite(each))]).toEqual([w, h, []])
            expect(path.length).toBeLessThan(1_000)
          }
        }
  },
)
