/** CSS colours as other programs store them -> the colours that shapes store: all of CSS, in every way of writing. */
import {
  converter,
  useMode as know,
  modeA98,
  modeHsl,
  modeHwb,
  modeLab,
  modeLch,
  modeLrgb,
  modeOklab,
  modeOklch,
  modeP3,
  modeProphoto,
  modeRec2020,
  modeRgb,
  modeXyz50,
  modeXyz65,
  parse,
} from 'culori/fn'
import type { Color } from '../shapes/style.ts'

const MODES = [
  modeRgb,
  modeHsl,
  modeHwb,
  modeLab,
  modeLch,
  modeOklab,
  modeOklch,
  modeLrgb,
  modeA98,
  modeP3,
  modeProphoto,
  modeRec2020,
  modeXyz50,
  modeXyz65,
]
for (const mode of MODES) know(mode)
const toRgb = converter('rgb')

/** Longer ones are no colours. */
const MAX_LENGTH = 200
/** What takes the colour of the words around it; here the fallback is just that. */
const INHERITED: ReadonlySet<string> = new Set(['currentcolor', 'inherit', 'initial', 'unset', 'revert', 'auto'])
/** Colours of the system, as a light page shows them. */
const SYSTEM: Readonly<Record<string, Color>> = {
  canvas: '#ffffff',
  canvastext: '#000000',
  linktext: '#0000ee',
  buttonface: '#efefef',
  buttontext: '#000000',
  field: '#ffffff',
  fieldtext: '#000000',
  graytext: '#808080',
  highlight: '#b5d5ff',
  highlighttext: '#000000',
  mark: '#ffff00',
  marktext: '#000000',
}

const byte = (share: number): string =>
  Math.round(255 * Math.min(1, Math.max(0, share)))
    .toString(16)
    .padStart(2, '0')

/** The colour, or `fallback` when it cannot be read. */
export function cssColor(value: unknown, fallback: Color): Color {
  if (typeof value !== 'string' || value.length > MAX_LENGTH) return fallback
  const text = value.trim().toLowerCase()
  if (text === 'transparent' || text === 'none') return 'transparent'
  if (text === '' || INHERITED.has(text)) return fallback
  if (Object.hasOwn(SYSTEM, text)) return SYSTEM[text]
  const parsed = parse(legacyCommas(text))
  if (!parsed) return fallback
  // `none` in a channel is 0. What lies beyond the screen's colours is cut, as browsers do.
  const { r = 0, g = 0, b = 0, alpha = 1 } = toRgb(parsed)
  if (![r, g, b, alpha].every(Number.isFinite)) return fallback
  if (byte(alpha) === '00') return 'transparent'
  return `#${byte(r)}${byte(g)}${byte(b)}${byte(alpha) === 'ff' ? '' : byte(alpha)}`
}

/** Many programs write `rgb(1.5, 2, 3)` and the like; with spaces it is the same colour in the newer way, which has no such limits. */
function legacyCommas(text: string): string {
  const call = /^(rgb|hsl)a?\(([^()]*)\)$/.exec(text)
  if (!call) return text
  const parts = call[2].split(/[\s,/]+/).filter((part) => part !== '')
  if (parts.length < 3 || parts.length > 4) return text
  const [a, b, c, alpha] = parts
  const share = (part: string) => (call[1] === 'hsl' && /^[\d.]+$/.test(part) ? `${part}%` : part)
  return `${call[1]}(${a} ${share(b)} ${share(c)}${alpha === undefined ? '' : ` / ${alpha}`})`
}
