/** Eight keyboard layouts as data: what each key prints plainly, with Shift and with AltGr. `†` is a dead key, `·` nothing. */
import type { KeyInput } from '../../../lib/editor/editor.ts'

/** The keys of the four rows, by where they lie. */
const codes = [
  'Backquote Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal',
  'KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight',
  'KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backslash',
  'IntlBackslash KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash',
]
  .join(' ')
  .split(' ')

interface Layout {
  readonly plain: readonly string[]
  readonly shift: readonly string[]
  readonly altGraph?: Readonly<Record<string, string>>
}
const layouts = {
  US: {
    plain: [
      '` 1 2 3 4 5 6 7 8 9 0 - =',
      'q w e r t y u i o p [ ]',
      "a s d f g h j k l ; ' \\",
      '· z x c v b n m , . /',
    ],
    shift: ['~ ! @ # $ % ^ & * ( ) _ +', 'Q W E R T Y U I O P { }', 'A S D F G H J K L : " |', '· Z X C V B N M < > ?'],
  },
  UK: {
    plain: [
      '` 1 2 3 4 5 6 7 8 9 0 - =',
      'q w e r t y u i o p [ ]',
      "a s d f g h j k l ; ' #",
      '\\ z x c v b n m , . /',
    ],
    shift: ['¬ ! " £ $ % ^ & * ( ) _ +', 'Q W E R T Y U I O P { }', 'A S D F G H J K L : @ ~', '| Z X C V B N M < > ?'],
  },
  German: {
    plain: ['† 1 2 3 4 5 6 7 8 9 0 ß †', 'q w e r t z u i o p ü +', 'a s d f g h j k l ö ä #', '< y x c v b n m , . -'],
    shift: ['° ! " § $ % & / ( ) = ? †', 'Q W E R T Z U I O P Ü *', "A S D F G H J K L Ö Ä '", '> Y X C V B N M ; : _'],
    altGraph: {
      Digit7: '{',
      Digit8: '[',
      Digit9: ']',
      Digit0: '}',
      Minus: '\\',
      KeyQ: '@',
      BracketRight: '~',
      IntlBackslash: '|',
    },
  },
  French: {
    plain: [
      '² & é " \' ( - è _ ç à ) =',
      'a z e r t y u i o p † $',
      'q s d f g h j k l m ù *',
      '< w x c v b n , ; : !',
    ],
    shift: ['· 1 2 3 4 5 6 7 8 9 0 ° +', 'A Z E R T Y U I O P † £', 'Q S D F G H J K L M % µ', '> W X C V B N ? . / §'],
    altGraph: {
      Digit2: '~',
      Digit3: '#',
      Digit4: '{',
      Digit5: '[',
      Digit6: '|',
      Digit8: '\\',
      Digit0: '@',
      Minus: ']',
      Equal: '}',
    },
  },
  Spanish: {
    plain: ["º 1 2 3 4 5 6 7 8 9 0 ' ¡", 'q w e r t y u i o p † +', 'a s d f g h j k l ñ † ç', '< z x c v b n m , . -'],
    shift: ['ª ! " · $ % & / ( ) = ? ¿', 'Q W E R T Y U I O P † *', 'A S D F G H J K L Ñ † Ç', '> Z X C V B N M ; : _'],
    altGraph: {
      Backquote: '\\',
      Digit1: '|',
      Digit2: '@',
      Digit3: '#',
      BracketLeft: '[',
      BracketRight: ']',
      Quote: '{',
      Backslash: '}',
    },
  },
  Czech: {
    plain: [
      '; + ě š č ř ž ý á í é = †',
      'q w e r t z u i o p ú )',
      'a s d f g h j k l ů § †',
      '\\ y x c v b n m , . -',
    ],
    shift: [
      '° 1 2 3 4 5 6 7 8 9 0 % †',
      'Q W E R T Z U I O P / (',
      'A S D F G H J K L " ! \'',
      '| Y X C V B N M ? : _',
    ],
    altGraph: {
      KeyF: '[',
      KeyG: ']',
      KeyB: '{',
      KeyN: '}',
      Comma: '<',
      Period: '>',
      Slash: '*',
      KeyV: '@',
      KeyX: '#',
      KeyC: '&',
    },
  },
  Russian: {
    plain: [
      'ё 1 2 3 4 5 6 7 8 9 0 - =',
      'й ц у к е н г ш щ з х ъ',
      'ф ы в а п р о л д ж э \\',
      '\\ я ч с м и т ь б ю .',
    ],
    shift: ['Ё ! " № ; % : ? * ( ) _ +', 'Й Ц У К Е Н Г Ш Щ З Х Ъ', 'Ф Ы В А П Р О Л Д Ж Э /', '/ Я Ч С М И Т Ь Б Ю ,'],
  },
  Japanese: {
    plain: ['· 1 2 3 4 5 6 7 8 9 0 - ^', 'q w e r t y u i o p @ [', 'a s d f g h j k l ; : ]', '· z x c v b n m , . /'],
    shift: [
      '· ! " # $ % & \' ( ) · = ~',
      'Q W E R T Y U I O P ` {',
      'A S D F G H J K L + * }',
      '· Z X C V B N M < > ?',
    ],
  },
} satisfies Readonly<Record<string, Layout>>

export type LayoutName = keyof typeof layouts
export const layoutNames = Object.keys(layouts) as readonly LayoutName[]

interface Held {
  readonly ctrl?: boolean
  readonly alt?: boolean
  readonly shift?: boolean
  readonly altGraph?: boolean
}

/** What the browser reports when the key at `code` is pressed on this layout. */
export function pressOn(name: LayoutName, code: string, held: Held = {}): KeyInput {
  const layout: Layout = layouts[name]
  const at = codes.indexOf(code)
  const row = (held.shift ? layout.shift : layout.plain).join(' ').split(' ')
  const printed = held.altGraph ? layout.altGraph?.[code] : at >= 0 ? row[at] : code
  const key = printed === '†' ? 'Dead' : printed === undefined || printed === '·' ? 'Unidentified' : printed
  const { ctrl = false, alt = false, shift = false, altGraph = false } = held
  return {
    ...{ name: 'down', key, code, isRepeat: false, isComposing: false, altGraph },
    modifiers: { shift, alt, ctrl, space: false },
  }
}

const named = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Enter', 'Escape', 'Tab', 'Delete', 'Backspace']
const more = ['PageUp', 'PageDown', 'F10', 'ContextMenu']

/** Every key with every hold of Ctrl, Alt and Shift, and what AltGr types alone. */
export function allPresses(name: LayoutName): readonly KeyInput[] {
  const { altGraph }: Layout = layouts[name]
  const yesNo = [false, true]
  const presses = [...codes, ...named, ...more].flatMap((code) =>
    yesNo.flatMap((ctrl) => yesNo.flatMap((alt) => yesNo.map((shift) => pressOn(name, code, { ctrl, alt, shift })))),
  )
  return [...presses, ...Object.keys(altGraph ?? {}).map((code) => pressOn(name, code, { altGraph: true }))]
}
