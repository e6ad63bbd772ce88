/** The colours on offer. All are light-theme colours; the dark theme maps them when painting. */
export const strokeColors = [
  '#1e1e1e',
  '#868e96',
  '#e03131',
  '#e8590c',
  '#f08c00',
  '#2f9e44',
  '#0c8599',
  '#1971c2',
  '#4450c8',
  '#9c36b5',
] as const
export const fillColors = [
  'transparent',
  '#e9ecef',
  '#ffc9c9',
  '#ffd8a8',
  '#ffec99',
  '#b2f2bb',
  '#99e9f2',
  '#a5d8ff',
  '#d0d4ff',
  '#eebefa',
] as const
export const noteColors = [
  '#ffec99',
  '#ffd8a8',
  '#ffc9c9',
  '#fcc2d7',
  '#eebefa',
  '#d0d4ff',
  '#a5d8ff',
  '#99e9f2',
  '#b2f2bb',
  '#e9ecef',
] as const
export const strokeWidths = [1, 2, 4, 8] as const
export const fontSizes = [16, 20, 28, 36] as const
export const fontSizeNames = ['S', 'M', 'L', 'XL'] as const
