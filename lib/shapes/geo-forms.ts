/** All forms of the generic shape. Adding one is a line here, and a file in `forms/` unless its sides are straight. */
import { callout } from './forms/callout.ts'
import { cloud } from './forms/cloud.ts'
import { checkBox, crossBox } from './forms/crossed.ts'
import { cylinder } from './forms/cylinder.ts'
import { delay } from './forms/delay.ts'
import { diamond } from './forms/diamond.ts'
import { document } from './forms/document.ts'
import { ellipse } from './forms/ellipse.ts'
import { type Form, polygon } from './forms/form.ts'
import { heart } from './forms/heart.ts'
import { roundCloud, roundHeart } from './forms/round-cloud.ts'
import {
  bluntStar,
  steepArrowDown,
  steepArrowLeft,
  steepArrowRight,
  steepArrowUp,
  steepParallelogram,
  steepParallelogramLeft,
  steepTrapezoid,
  uprightOctagon,
} from './forms/steep.ts'
import { subprocess } from './forms/subprocess.ts'
import { terminator } from './forms/terminator.ts'

const forms = {
  rectangle: polygon([0, 0, 1, 0, 1, 1, 0, 1]),
  ellipse,
  diamond,
  triangle: polygon([0.5, 0, 1, 1, 0, 1], [0.22, 0.45, 0.56, 0.53]),
  parallelogram: polygon([0.2, 0, 1, 0, 0.8, 1, 0, 1], [0.15, 0, 0.7, 1]),
  'parallelogram-left': polygon([0, 0, 0.8, 0, 1, 1, 0.2, 1], [0.15, 0, 0.7, 1]),
  trapezoid: polygon([0.2, 0, 0.8, 0, 1, 1, 0, 1], [0.16, 0, 0.68, 1]),
  pentagon: polygon([0.5, 0, 1, 0.38, 0.81, 1, 0.19, 1, 0, 0.38], [0.17, 0.22, 0.66, 0.74]),
  hexagon: polygon([0.25, 0, 0.75, 0, 1, 0.5, 0.75, 1, 0.25, 1, 0, 0.5], [0.14, 0.04, 0.72, 0.92]),
  'hexagon-upright': polygon([0.5, 0, 1, 0.25, 1, 0.75, 0.5, 1, 0, 0.75, 0, 0.25], [0.04, 0.14, 0.92, 0.72]),
  octagon: polygon([0.29, 0, 0.71, 0, 1, 0.29, 1, 0.71, 0.71, 1, 0.29, 1, 0, 0.71, 0, 0.29], [0.1, 0.08, 0.8, 0.84]),
  star: polygon(
    [
      0.5, 0, 0.618, 0.382, 1, 0.382, 0.691, 0.618, 0.809, 1, 0.5, 0.764, 0.191, 1, 0.309, 0.618, 0, 0.382, 0.382,
      0.382,
    ],
    [0.28, 0.36, 0.44, 0.36],
  ),
  cloud,
  cylinder,
  document,
  terminator,
  subprocess,
  'manual-input': polygon([0, 0.25, 1, 0, 1, 1, 0, 1], [0, 0.25, 1, 0.75]),
  delay,
  callout,
  'arrow-right': polygon([0, 0.25, 0.6, 0.25, 0.6, 0, 1, 0.5, 0.6, 1, 0.6, 0.75, 0, 0.75], [0, 0.25, 0.8, 0.5]),
  'arrow-left': polygon([1, 0.25, 0.4, 0.25, 0.4, 0, 0, 0.5, 0.4, 1, 0.4, 0.75, 1, 0.75], [0.2, 0.25, 0.8, 0.5]),
  'arrow-up': polygon([0.25, 1, 0.25, 0.4, 0, 0.4, 0.5, 0, 1, 0.4, 0.75, 0.4, 0.75, 1], [0.25, 0.2, 0.5, 0.8]),
  'arrow-down': polygon([0.25, 0, 0.25, 0.6, 0, 0.6, 0.5, 1, 1, 0.6, 0.75, 0.6, 0.75, 0], [0.25, 0, 0.5, 0.8]),
  cross: polygon(
    [
      0.34, 0, 0.66, 0, 0.66, 0.34, 1, 0.34, 1, 0.66, 0.66, 0.66, 0.66, 1, 0.34, 1, 0.34, 0.66, 0, 0.66, 0, 0.34, 0.34,
      0.34,
    ],
    [0.06, 0.34, 0.88, 0.32],
  ),
  'cross-box': crossBox,
  'check-box': checkBox,
  check: polygon([0, 0.56, 0.14, 0.42, 0.36, 0.66, 0.85, 0, 1, 0.14, 0.37, 1], [0.2, 0.4, 0.4, 0.4]),
  heart,
} satisfies Readonly<Record<string, Form>>

/** Variants that come with boards of others: they look as they do there, and are named as the form that they vary. */
const variants = {
  'steep-parallelogram': [steepParallelogram, 'parallelogram'],
  'steep-parallelogram-left': [steepParallelogramLeft, 'parallelogram-left'],
  'steep-trapezoid': [steepTrapezoid, 'trapezoid'],
  'upright-octagon': [uprightOctagon, 'octagon'],
  'blunt-star': [bluntStar, 'star'],
  'steep-arrow-right': [steepArrowRight, 'arrow-right'],
  'steep-arrow-left': [steepArrowLeft, 'arrow-left'],
  'steep-arrow-up': [steepArrowUp, 'arrow-up'],
  'steep-arrow-down': [steepArrowDown, 'arrow-down'],
  'round-cloud': [roundCloud, 'cloud'],
  'round-heart': [roundHeart, 'heart'],
} as const satisfies Readonly<Record<string, readonly [Form, NamedForm]>>

/** Forms with a name and a place in the menus. */
export type NamedForm = keyof typeof forms
type Variant = keyof typeof variants
export type GeoForm = NamedForm | Variant
export const namedForms = Object.keys(forms) as readonly NamedForm[]
export const geoForms: readonly GeoForm[] = [...namedForms, ...(Object.keys(variants) as readonly Variant[])]

const isVariant = (form: GeoForm): form is Variant => Object.hasOwn(variants, form)
export const formOf = (form: GeoForm): Form => (isVariant(form) ? variants[form][0] : forms[form])
/** The form that it is called by. */
export const namedForm = (form: GeoForm): NamedForm => (isVariant(form) ? variants[form][1] : form)
