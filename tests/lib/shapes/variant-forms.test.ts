import { describe, expect, it } from 'vitest'
import { boxAround } from '../../../lib/geometry/box.ts'
import { flatten } from '../../../lib/geometry/path.ts'
import { formOf, type GeoForm, geoForms, namedForm, namedForms } from '../../../lib/shapes/geo-forms.ts'

const corners = (form: GeoForm, w: number, h: number) =>
  formOf(form)
    .path(w, h, 'sharp')
    .flatMap((step) => (step[0] === 'M' || step[0] === 'L' ? [[Math.round(step[1]), Math.round(step[2])]] : []))

describe('forms that come with boards of tldraw', () => {
  it('DC21 slants and heads are 0.38 of the shorter side, shafts 0.16 in', () => {
    expect(corners('steep-parallelogram', 300, 100)).toEqual([[38, 0], [300, 0], [262, 100], [0, 100]]) // biome-ignore format: points
    expect(corners('steep-parallelogram-left', 300, 100)).toEqual([[0, 0], [262, 0], [300, 100], [38, 100]]) // biome-ignore format: points
    expect(corners('steep-trapezoid', 100, 300)).toEqual([[38, 0], [62, 0], [100, 300], [0, 300]]) // biome-ignore format: points
    expect(corners('steep-arrow-right', 300, 100)).toEqual([[0, 16], [262, 16], [262, 0], [300, 50], [262, 100], [262, 84], [0, 84]]) // biome-ignore format: points
    expect(corners('steep-arrow-left', 300, 100)[3]).toEqual([0, 50])
    expect(corners('steep-arrow-down', 100, 300)[3]).toEqual([50, 300])
    expect(corners('steep-arrow-up', 100, 300)[3]).toEqual([50, 0])
  })

  it('DC21 the octagon stands on a tip, the inner corners of the star are half as far out', () => {
    expect(corners('upright-octagon', 100, 100)[0]).toEqual([50, 0])
    const [tip, notch] = corners('blunt-star', 200, 190)
    expect(tip).toEqual([100, 0])
    // As it is computed there for a star of this size.
    expect(notch).toEqual([131, 63])
  })

  it('SH1 each fills its box, whatever its proportions, and is called by a form that has a name', () => {
    for (const form of geoForms) {
      expect(namedForms).toContain(namedForm(form))
      if (namedForm(form) === form) continue
      for (const [w, h] of [
        [150, 100],
        [40, 400],
        [900, 60],
        [1, 1],
      ]) {
        // biome-ignore format: a list of sizes
        const box = boxAround(flatten(formOf(form).path(w, h, 'sharp'), 0.01).flat())
        const slack = form.startsWith('round-') ? 0.16 * Math.max(w, h) : 0.01
        expect(Math.abs((box?.w ?? 0) - w), `${form} ${w} x ${h}`).toBeLessThanOrEqual(slack)
        expect(Math.abs((box?.h ?? 0) - h), `${form} ${w} x ${h}`).toBeLessThanOrEqual(slack)
      }
    }
  })
})
