import type { GeoForm } from '../../../lib/shapes/geo.ts'

/** Outlines in a 24 x 24 box; close to what the shape draws, simplified to read at this size. */
const paths: Readonly<Record<GeoForm, string>> = {
  rectangle: 'M4 6h16v12H4Z',
  ellipse: 'M12 5c5 0 9 3.100 9 7s-4 7-9 7-9-3.100-9-7 4-7 9-7Z',
  diamond: 'M12 3l9 9-9 9-9-9Z',
  triangle: 'M12 4l9 16H3Z',
  parallelogram: 'M8 6h13l-5 12H3Z',
  trapezoid: 'M7 6h10l4 12H3Z',
  pentagon: 'M12 3l9 7-3.500 10.500h-11L3 10Z',
  hexagon: 'M7.500 4.500h9L21 12l-4.500 7.500h-9L3 12Z',
  octagon: 'M8.300 3.500h7.400l4.800 5v7l-4.800 5H8.300l-4.800-5v-7Z',
  star: 'M12 3l2.600 6.200 6.700.6-5.100 4.400 1.600 6.600L12 17.200l-5.800 3.600 1.600-6.600-5.100-4.400 6.700-.6Z',
  cloud: 'M7 18.500a4.500 4.500 0 0 1-.6-8.960A6 6 0 0 1 17.900 9.300a4.700 4.700 0 0 1-.4 9.200Z',
  cylinder:
    'M4 6.500c0-1.700 3.600-3 8-3s8 1.300 8 3v11c0 1.700-3.600 3-8 3s-8-1.300-8-3Zm0 0c0 1.700 3.600 3 8 3s8-1.300 8-3',
  document: 'M4 4h16v14c-4-2.500-5.500-1.500-8 .5s-5 2-8 .5Z',
  'arrow-right': 'M3 9h9V5l9 7-9 7v-4H3Z',
  'arrow-left': 'M21 9h-9V5l-9 7 9 7v-4h9Z',
  'arrow-up': 'M9 21v-9H5l7-9 7 9h-4v9Z',
  'arrow-down': 'M9 3v9H5l7 9 7-9h-4V3Z',
  cross: 'M5 8l3-3 4 4 4-4 3 3-4 4 4 4-3 3-4-4-4 4-3-3 4-4Z',
  check: 'M3.500 12.500l3-3 3.500 3.500 7.500-8 3 3L10 19Z',
  heart: 'M12 20.500C5 15.500 3 12 3 8.800A4.600 4.600 0 0 1 12 7a4.600 4.600 0 0 1 9 1.800c0 3.200-2 6.700-9 11.700Z',
}

export function FormIcon({ form }: { readonly form: GeoForm }) {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[form]} />
    </svg>
  )
}
