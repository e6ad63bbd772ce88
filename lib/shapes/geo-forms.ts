/** The names of the generic shape's forms. */
export const geoForms = [
  'rectangle',
  'ellipse',
  'diamond',
  'triangle',
  'parallelogram',
  'trapezoid',
  'pentagon',
  'hexagon',
  'octagon',
  'star',
  'cloud',
  'cylinder',
  'document',
  'arrow-right',
  'arrow-left',
  'arrow-up',
  'arrow-down',
  'cross',
  'check',
  'heart',
] as const
export type GeoForm = (typeof geoForms)[number]
