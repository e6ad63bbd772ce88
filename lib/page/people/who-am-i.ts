/** The name and colour under which others see me: chosen at random at first, then remembered in this browser. */
import { type RandomBytes, randomId } from '../../base/ids.ts'
import type { MessageKey, Translate } from '../../i18n/translate.ts'
import { readStored, writeStored } from '../kept/stored.ts'
import type { Me } from '../room-model.ts'

/** Dark enough to carry white letters, far enough apart to be told from each other. */
const colorNames = {
  '#4a4fcb': 'people.indigo',
  '#c2255c': 'people.raspberry',
  '#0b7285': 'people.teal',
  '#a8540a': 'people.rust',
  '#2b7a3d': 'people.green',
  '#8e33b5': 'people.purple',
  '#1864ab': 'people.blue',
  '#b3261e': 'people.red',
  '#5c6b1a': 'people.olive',
  '#5f4bb6': 'people.violet',
} as const satisfies Readonly<Record<string, MessageKey>>
export type PeerColor = keyof typeof colorNames
export const peerColors = Object.keys(colorNames) as readonly PeerColor[]
export const peerColorName = (t: Translate, color: PeerColor): string => t(colorNames[color])
export const animals = [
  'otter',
  'heron',
  'fox',
  'wren',
  'lynx',
  'newt',
  'hare',
  'finch',
  'seal',
  'moth',
  'crane',
  'ibex',
] as const
const USER_ID_LENGTH = 16
const HEX = /^#[0-9a-f]{6}$/

/** What is remembered, with every gap filled; `isNew` when nothing was. */
export function readMe(random: RandomBytes, t: Translate): { readonly me: Me; readonly isNew: boolean } {
  const stored = (readStored('me') ?? {}) as Partial<Me>
  const [a, b] = random(2)
  const animal = animals[a % animals.length]
  return {
    me: {
      userId: typeof stored.userId === 'string' && stored.userId ? stored.userId : randomId(USER_ID_LENGTH, random),
      name: typeof stored.name === 'string' && stored.name ? stored.name : t(`animal.${animal}`),
      color:
        typeof stored.color === 'string' && HEX.test(stored.color) ? stored.color : peerColors[b % peerColors.length],
    },
    isNew: typeof stored.name !== 'string',
  }
}

export const rememberMe = (me: Me): boolean => writeStored('me', me)
