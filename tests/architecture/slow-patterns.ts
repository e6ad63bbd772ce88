/** Finds regular expressions whose time grows faster than the text: one of them stops a server with a few hundred bytes. */
import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp'
import { analyse } from 'scslre'
import ts from 'typescript'
import type { SourceFile } from './source-files.ts'

/**
 * Expressions that are linear for a reason that the search does not see. Whoever adds one says why.
 */
const PROVED: ReadonlyMap<string, string> = new Map([
  [
    String.raw`/[^\S\u00a0\u202f]+|(?:[^\s-]|[\u00a0\u202f])*-+(?=[^\s-])|(?:\S|[\u00a0\u202f])+?(?=[^\S\u00a0\u202f]|(?<=[^\s-]-)[^\s-]|$)/g`,
    'one of the three always matches, up to where the others looked: nothing is looked at a third time',
  ],
  [
    String.raw`/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/gi`,
    'a search fails only when nothing but punctuation follows, in which no other search can begin',
  ],
])

/** What is slow in the expression, in a word each; nothing when its time is linear. */
export function findSlow(literal: string): readonly string[] {
  if (PROVED.has(literal)) return []
  const end = literal.lastIndexOf('/')
  const [source, flags] = [literal.slice(1, end), literal.slice(end + 1)]
  const { reports } = analyse({ source, flags })
  const found = reports.map(({ type, exponential }) => (exponential ? `${type}, exponential` : type))
  const parsed = new RegExpParser().parseLiteral(literal)
  if (hasRestart(parsed)) found.push('Restart')
  if (isAmbiguous(parsed)) found.push('Ambiguous, exponential')
  return found
}

/** Literals of a file, and calls that make an expression of words. */
export function findPatterns({ path, text }: SourceFile): readonly { literal: string; isMade: boolean }[] {
  const found: { literal: string; isMade: boolean }[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) found.push({ literal: node.text, isMade: false })
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp')
      found.push({ literal: node.getText(), isMade: true })
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kindOf(path)))
  return found
}

const kindOf = (path: string) => (path.endsWith('x') ? ts.ScriptKind.TSX : undefined)

/**
 * `start(any)*end` without an end: each of many starts looks through all the rest. True when what is repeated may hold
 * a whole new start, which an anchor forbids.
 */
function hasRestart({ pattern, flags }: AST.RegExpLiteral): boolean {
  return pattern.alternatives.some(({ elements }) => {
    if (elements[0]?.type === 'Assertion' && elements[0].kind === 'start' && !flags.multiline) return false
    return elements.some((element, at) => {
      const isLast = at === elements.length - 1
      if (isLast || at === 0) return false
      return repeatedIn(element).some((repeated) => elements.slice(0, at).every((start) => mayHold(repeated, start)))
    })
  })
}

/** What may be repeated without end inside of an element. */
function repeatedIn(element: AST.Element): readonly AST.QuantifiableElement[] {
  if (element.type === 'Quantifier') {
    return element.max === Number.POSITIVE_INFINITY ? [element.element] : repeatedIn(element.element)
  }
  if (element.type !== 'Group' && element.type !== 'CapturingGroup') return []
  return element.alternatives.flatMap(({ elements }) => elements.flatMap(repeatedIn))
}

/** False when it is sure that the repeated cannot match the first character of `start`. */
function mayHold(repeated: AST.QuantifiableElement, start: AST.Element): boolean {
  if (start.type === 'Quantifier') return start.min === 0 || mayHold(repeated, start.element)
  if (start.type !== 'Character') return true
  const one = String.fromCodePoint(start.value)
  return repeated.type !== 'Character' && repeated.type !== 'CharacterClass' && repeated.type !== 'CharacterSet'
    ? true
    : new RegExp(`^(?:${repeated.raw})$`, 'u').test(one)
}

/** What two ways through a repeated group could both begin with. */
const SAMPLES = Array.from({ length: 0x2500 }, (_, code) => String.fromCodePoint(code))

/** True when something is repeated that can match the same text in two ways. */
function isAmbiguous(literal: AST.RegExpLiteral): boolean {
  let found = false
  visitRegExpAST(literal, {
    onQuantifierEnter({ element, max }) {
      if (max !== Number.POSITIVE_INFINITY || (element.type !== 'Group' && element.type !== 'CapturingGroup')) return
      const starts = element.alternatives.map(({ elements }) => SAMPLES.filter((one) => mayStart(elements.at(0), one)))
      found ||= new Set(starts.flat()).size < starts.flat().length
    },
  })
  return found
}

function mayStart(element: AST.Element | undefined, one: string): boolean {
  if (!element) return true
  if (element.type === 'Quantifier') return mayStart(element.element, one)
  const isPlain = element.type === 'Character' || element.type === 'CharacterClass' || element.type === 'CharacterSet'
  return !isPlain || new RegExp(`^(?:${element.raw})$`, 'u').test(one)
}
