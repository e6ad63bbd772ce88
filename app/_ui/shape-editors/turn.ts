/** Two lines of geometry that overlays on turned shapes need. */
export const clamp = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value))

export const rotateAround = ({ x, y }: { readonly x: number; readonly y: number }, angle: number) => ({
  x: x * Math.cos(angle) - y * Math.sin(angle),
  y: x * Math.sin(angle) + y * Math.cos(angle),
})
