/**
 * Code with the colours that one is used to: words of the language, strings, numbers, comments. One pass over the letters
 * with a table for each language, in time that grows with the length; what it does not know stays plain.
 */
import type { RichText, TextRun } from '../shapes/rich-text.ts'
import type { Color } from '../shapes/style.ts'

type Part = 'keyword' | 'string' | 'number' | 'comment'
/** As in the light theme; a dark page maps them like every colour of the board. */
const COLORS: Readonly<Record<Part, Color>> = {
  keyword: '#a626a4',
  string: '#2b7a3d',
  number: '#b35309',
  comment: '#7a7f87',
}

interface Language {
  readonly line?: readonly string[]
  readonly block?: readonly (readonly [string, string])[]
  /** What a string begins and ends with; of two that fit the first counts. */
  readonly quotes?: readonly string[]
  readonly words: ReadonlySet<string>
  readonly isCaseless?: true
}
const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

const C_LIKE = { line: ['//'], block: [['/*', '*/']], quotes: ['"', "'"] } as const
const script: Language = {
  ...C_LIKE,
  quotes: ['"', "'", '`'],
  words: words(
    'abstract any as async await boolean break case catch class const continue declare default delete do else enum export extends false finally for from function get if implements import in instanceof interface keyof let namespace never new null number of private protected public readonly return satisfies set static string super switch this throw true try type typeof undefined unknown var void while with yield',
  ),
}
const c: Language = {
  ...C_LIKE,
  words: words(
    '#define #else #endif #if #ifdef #ifndef #include #pragma auto bool break case catch char class const constexpr continue default delete do double else enum explicit extern false final float for friend goto if inline int long namespace new noexcept nullptr operator override private protected public return short signed sizeof static struct switch template this throw true try typedef typename union unsigned using virtual void volatile while NULL',
  ),
}
const java: Language = {
  ...C_LIKE,
  quotes: ['"""', '"', "'"],
  words: words(
    'abstract as async await base bool boolean break byte case catch char class const continue data decimal default do double else enum event extends false final finally float for foreach fun get if implements import in instanceof int interface internal is lateinit let long namespace new null object open out override package private protected public readonly record return sealed set short static string struct super switch this throw throws true try typeof using val var virtual void volatile when where while yield',
  ),
}
const languages = {
  script,
  c,
  java,
  python: {
    line: ['#'],
    quotes: ['"""', "'''", '"', "'"],
    words: words(
      'False None True and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return self try while with yield',
    ),
  },
  go: {
    ...C_LIKE,
    quotes: ['"', "'", '`'],
    words: words(
      'any bool break byte case chan const continue default defer else error fallthrough false float64 for func go goto if import int int64 interface iota make map nil package range return rune select string struct switch true type uint var',
    ),
  },
  rust: {
    ...C_LIKE,
    quotes: ['"'],
    words: words(
      'as async await bool break char const continue crate dyn else enum extern f32 f64 false fn for i32 i64 if impl in let loop match mod move mut pub ref return self Self static str struct super trait true type u32 u64 u8 unsafe use usize where while',
    ),
  },
  ruby: {
    line: ['#'],
    quotes: ['"', "'"],
    words: words(
      'alias and begin break case class def do else elsif end ensure false for if in module next nil not or puts raise redo require rescue retry return self super then true undef unless until when while yield',
    ),
  },
  php: {
    ...C_LIKE,
    line: ['//', '#'],
    words: words(
      'abstract array as break case catch class const continue default echo else elseif extends false final finally fn for foreach function global if implements include instanceof interface namespace new null private protected public readonly require return static string switch this throw trait true try use var void while yield',
    ),
  },
  shell: {
    line: ['#'],
    quotes: ['"', "'"],
    words: words(
      'alias case cd do done echo elif else esac exit export fi for function if in local read return set shift source sudo then trap unset until while',
    ),
  },
  sql: {
    line: ['--'],
    block: [['/*', '*/']],
    quotes: ["'", '"'],
    isCaseless: true,
    words: words(
      'add all alter and as asc begin between by case check column commit constraint create cross default delete desc distinct drop else end exists foreign from full group having in index inner insert into is join key left like limit not null offset on or order outer primary references right rollback select set table then union unique update using values view when where with',
    ),
  },
  data: { line: ['#'], quotes: ['"', "'"], words: words('false null true yes no on off') },
  json: { ...C_LIKE, quotes: ['"'], words: words('false null true') },
  style: {
    block: [['/*', '*/']],
    quotes: ['"', "'"],
    words: words('@font-face @import @keyframes @layer @media @supports !important'),
  },
  markup: { block: [['<!--', '-->']], quotes: ['"', "'"], words: words('') },
} as const satisfies Readonly<Record<string, Language>>
type LanguageName = keyof typeof languages

/** What a fence of Markdown calls each of them. */
const FENCE_NAMES: Readonly<Record<LanguageName, string>> = {
  script: 'js jsx ts tsx mjs javascript typescript',
  c: 'c h cpp c++ cc hpp objc arduino glsl',
  java: 'java kotlin kt scala cs csharp c# swift dart',
  python: 'python py python3',
  go: 'go golang',
  rust: 'rust rs',
  ruby: 'ruby rb',
  php: 'php',
  shell: 'sh bash zsh shell console fish dockerfile makefile',
  sql: 'sql postgresql mysql sqlite',
  data: 'yaml yml toml ini',
  json: 'json jsonc json5',
  style: 'css scss less',
  markup: 'html xml svg vue',
}
/** A map: a name comes from a file, and every object has some of its own. */
const byName: ReadonlyMap<string, LanguageName> = new Map(
  (Object.keys(FENCE_NAMES) as LanguageName[]).flatMap((language) =>
    FENCE_NAMES[language].split(' ').map((name) => [name, language] as const),
  ),
)

/** Beyond this it stays plain. */
const MAX_COLORED_LENGTH = 50_000
const MAX_RUNS = 10_000
const WORD = /[\w$#@!][\w$-]*/y
const NUMBER = /(?:0[xob][\da-f_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:e[+-]?\d+)?)\w{0,3}/iy

/** Where a string that `quote` opens at `at` ends; one of a single line ends with it, however it is left. */
function stringEnd(code: string, at: number, quote: string): number {
  const isLong = quote.length === 3 || quote === '`'
  for (let i = at + quote.length; i < code.length; i++) {
    if (code[i] === '\\') i++
    else if (code.startsWith(quote, i)) return i + quote.length
    else if (code[i] === '\n' && !isLong) return i
  }
  return code.length
}

class Painter {
  readonly runs: TextRun[] = []
  #plain = ''
  say(text: string, part: Part | null): void {
    if (part === null) {
      this.#plain += text
      return
    }
    this.end()
    this.runs.push({ insert: text, attributes: { color: COLORS[part] } })
  }
  end(): void {
    if (this.#plain !== '') this.runs.push({ insert: this.#plain })
    this.#plain = ''
  }
}

/** Where what begins at `at` ends, and what it is; null: a plain letter. */
function partAt(
  code: string,
  at: number,
  language: Language,
): { readonly part: Part | null; readonly end: number } | null {
  const line = language.line?.find((sign) => code.startsWith(sign, at))
  // A sign inside of a word begins no comment: `a#b`, `$#`.
  if (line !== undefined && (line !== '#' || at === 0 || /\s/.test(code[at - 1]))) {
    const end = code.indexOf('\n', at)
    return { part: 'comment', end: end < 0 ? code.length : end }
  }
  const block = language.block?.find(([open]) => code.startsWith(open, at))
  if (block) {
    const end = code.indexOf(block[1], at + block[0].length)
    return { part: 'comment', end: end < 0 ? code.length : end + block[1].length }
  }
  const quote = language.quotes?.find((sign) => code.startsWith(sign, at))
  if (quote !== undefined) return { part: 'string', end: stringEnd(code, at, quote) }
  NUMBER.lastIndex = at
  if (NUMBER.test(code)) return { part: 'number', end: NUMBER.lastIndex }
  WORD.lastIndex = at
  const word = WORD.exec(code)?.[0]
  if (word === undefined) return null
  const isTag = language === languages.markup && (code[at - 1] === '<' || code[at - 1] === '/')
  const isKnown = isTag || language.words.has(language.isCaseless ? word.toLowerCase() : word)
  return { part: isKnown ? 'keyword' : null, end: at + word.length }
}

const PYTHON = /^(?:def \w+\(|from [\w.]+ import\b|elif |class \w[^:{]*:$)/

/** The language that code names itself, or looks like; null when it looks like none. */
function guessed(code: string): LanguageName | null {
  const head = code.slice(0, 4_000)
  if (/^\s*[[{][\s"[{}\]]/.test(head) && /"\s*:/.test(head) && !/[;=]/.test(head)) return 'json'
  if (/^\s*<[!?a-z]/i.test(head)) return 'markup'
  if (/^#!|^\s*\$ /.test(head)) return 'shell'
  if (/^#include\b|\bstd::|\bint main\(/m.test(head)) return 'c'
  if (/^\s*(?:select|insert into|update|create table|with)\s/i.test(head)) return 'sql'
  if (head.split('\n').some((line) => PYTHON.test(line.trim()))) return 'python'
  if (/\bfn \w+\(|\blet mut\b|\bimpl\b/.test(head)) return 'rust'
  if (/^package \w+$|\bfunc \w+\(|:= /m.test(head)) return 'go'
  if (/\bpublic (?:static |class )|\bfun \w+\(|^using \w/m.test(head)) return 'java'
  if (/^\s*[.#]?[\w-]+ \{\n\s+[\w-]+: /.test(head)) return 'style'
  if (/[;{}]|=>|\bconst\b|\bfunction\b/.test(head)) return 'script'
  return null
}

/** The code in its colours; `language` as a fence of Markdown names it, guessed when left out. */
export function coloredCode(code: string, language?: string): RichText {
  const plain: RichText = code === '' ? [] : [{ insert: code }]
  const told = language === undefined ? guessed(code) : byName.get(language.toLowerCase())
  if (!told || code.length > MAX_COLORED_LENGTH) return plain
  const painter = new Painter()
  let at = 0
  while (at < code.length) {
    if (painter.runs.length > MAX_RUNS) return plain
    const found = partAt(code, at, languages[told])
    painter.say(found ? code.slice(at, found.end) : code[at], found?.part ?? null)
    at = found?.end ?? at + 1
  }
  painter.end()
  return painter.runs
}
