/** Checks JSON text piece by piece, by the grammar of `JSON.parse`, without making values of it. */
import { Malformed } from './byte-reader.ts'

type State =
  | 'value'
  | 'first-value'
  | 'first-key'
  | 'key'
  | 'colon'
  | 'after'
  | 'string'
  | 'escape'
  | 'unicode'
  | 'word'
  | 'minus'
  | 'zero'
  | 'integer'
  | 'point'
  | 'fraction'
  | 'exponent'
  | 'sign'
  | 'power'

/** A number may end in these. */
const COMPLETE: ReadonlySet<State> = new Set(['after', 'zero', 'integer', 'fraction', 'power'])
const WORDS: Readonly<Record<string, string>> = { t: 'rue', f: 'alse', n: 'ull' }

const isDigit = (char: string) => char >= '0' && char <= '9'
const isSpace = (char: string) => char === ' ' || char === '\n' || char === '\r' || char === '\t'

export class JsonScan {
  readonly #maxDepth: number
  /** True for each object that is open, false for each list. */
  readonly #open: boolean[] = []
  #state: State = 'value'
  #isKey = false
  /** What is left of a word, or how many digits of an escape. */
  #rest = ''
  #digits = 0

  constructor(maxDepth: number) {
    this.#maxDepth = maxDepth
  }

  /** The next piece of the text. Throws `Malformed`. */
  take(text: string): void {
    for (let at = 0; at < text.length; ) {
      if (this.#state === 'string') at = this.#skipString(text, at)
      else if (this.#step(text[at])) at++
    }
  }

  /** The text is at its end. */
  end(): void {
    if (this.#open.length > 0 || !COMPLETE.has(this.#state)) throw bad()
  }

  /** Most of a text lies in strings. */
  #skipString(text: string, from: number): number {
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code < 32) throw bad()
      if (code === 34) {
        this.#state = this.#isKey ? 'colon' : 'after'
        return at + 1
      }
      if (code === 92) {
        this.#state = 'escape'
        return at + 1
      }
    }
    return text.length
  }

  /** False when the character ends a number and is to be looked at again. */
  #step(char: string): boolean {
    switch (this.#state) {
      case 'escape':
        if (char === 'u') {
          this.#state = 'unicode'
          this.#digits = 4
        } else if ('"\\/bfnrt'.includes(char)) this.#state = 'string'
        else throw bad()
        return true
      case 'unicode':
        if (!/[0-9a-fA-F]/.test(char)) throw bad()
        if (--this.#digits === 0) this.#state = 'string'
        return true
      case 'word':
        if (char !== this.#rest[0]) throw bad()
        this.#rest = this.#rest.slice(1)
        if (this.#rest === '') this.#state = 'after'
        return true
      case 'minus':
      case 'zero':
      case 'integer':
      case 'point':
      case 'fraction':
      case 'exponent':
      case 'sign':
      case 'power':
        return this.#number(this.#state, char)
      default:
        if (!isSpace(char)) this.#structure(this.#state, char)
        return true
    }
  }

  #structure(state: State, char: string): void {
    if (state === 'colon') {
      if (char !== ':') throw bad()
      this.#state = 'value'
    } else if (state === 'after') this.#after(char)
    else if (state === 'key' || state === 'first-key') {
      if (char === '"') this.#string({ isKey: true })
      else if (char === '}' && state === 'first-key') this.#close()
      else throw bad()
    } else if (char === ']' && state === 'first-value') this.#close()
    else this.#value(char)
  }

  #after(char: string): void {
    const isObject = this.#open.at(-1)
    if (isObject === undefined) throw bad()
    if (char === ',') this.#state = isObject ? 'key' : 'value'
    else if (char === (isObject ? '}' : ']')) this.#close()
    else throw bad()
  }

  #value(char: string): void {
    if (char === '"') this.#string({ isKey: false })
    else if (char === '{' || char === '[') {
      this.#open.push(char === '{')
      if (this.#open.length > this.#maxDepth) throw new Malformed('nested too deeply')
      this.#state = char === '{' ? 'first-key' : 'first-value'
    } else if (char === '-') this.#state = 'minus'
    else if (char === '0') this.#state = 'zero'
    else if (isDigit(char)) this.#state = 'integer'
    else if (Object.hasOwn(WORDS, char)) {
      this.#state = 'word'
      this.#rest = WORDS[char]
    } else throw bad()
  }

  #number(state: State, char: string): boolean {
    const next = nextOfNumber(state, char)
    if (next) this.#state = next
    else if (COMPLETE.has(state)) {
      this.#state = 'after'
      return false
    } else throw bad()
    return true
  }

  #string({ isKey }: { readonly isKey: boolean }): void {
    this.#isKey = isKey
    this.#state = 'string'
  }

  #close(): void {
    this.#open.pop()
    this.#state = 'after'
  }
}

/** null when the number does not go on with this character. */
function nextOfNumber(state: State, char: string): State | null {
  const isExponent = char === 'e' || char === 'E'
  if (isDigit(char)) {
    if (state === 'minus') return char === '0' ? 'zero' : 'integer'
    if (state === 'integer') return 'integer'
    if (state === 'point' || state === 'fraction') return 'fraction'
    return state === 'zero' ? null : 'power'
  }
  if (char === '.') return state === 'zero' || state === 'integer' ? 'point' : null
  if (isExponent) return state === 'zero' || state === 'integer' || state === 'fraction' ? 'exponent' : null
  return (char === '+' || char === '-') && state === 'exponent' ? 'sign' : null
}

const bad = () => new Malformed('bad JSON')
