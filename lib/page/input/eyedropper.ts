/** The browser's eyedropper, where it has one. */
interface Dropper {
  open(): Promise<{ readonly sRGBHex: string }>
}
const dropperOf = (view: Window) => (view as { readonly EyeDropper?: new () => Dropper }).EyeDropper

/** The colour that was picked from the screen, as it is seen; null when none was, or the browser has no dropper. */
export async function pickScreenColor(): Promise<string | null> {
  const Dropper = dropperOf(window)
  if (!Dropper) return null
  try {
    return (await new Dropper().open()).sRGBHex.toLowerCase()
  } catch {
    // Esc rejects: nothing was picked.
    return null
  }
}
pickScreenColor.isThere = (): boolean => dropperOf(window) !== undefined
