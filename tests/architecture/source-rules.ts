/** Rules about single files: length, barrels, ambient time and randomness, `any`, default exports, forbidden words. */
import ts from 'typescript'
import type { SourceFile } from './source-files.ts'

export const MAX_LINES = 300

export function findTooLong({ path, text }: SourceFile): readonly string[] {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
  return lines > MAX_LINES ? [`${path}: ${lines} lines`] : []
}

const parse = ({ path, text }: SourceFile): ts.SourceFile =>
  ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, path.endsWith('x') ? ts.ScriptKind.TSX : undefined)

const at = (source: ts.SourceFile, node: ts.Node): string =>
  `${source.fileName}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`

export const MAX_FUNCTION_LINES = 80

/** `path name` of every function with more lines. */
export function findLongFunctions(file: SourceFile): readonly string[] {
  const source = parse(file)
  const found: string[] = []
  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const lines = lineOf(node.end) - lineOf(node.getStart(source)) + 1
      const name = node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : null)
      if (lines > MAX_FUNCTION_LINES) found.push(`${file.path} ${name?.getText(source) ?? 'without a name'}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** A barrel is a file that only hands on what other files export. */
export function findBarrel(file: SourceFile): readonly string[] {
  const { statements } = parse(file)
  const isReExport = (statement: ts.Statement): boolean =>
    ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined
  const isBarrel = /(^|\/)index\.tsx?$/.test(file.path) || (statements.length > 0 && statements.every(isReExport))
  return isBarrel ? [`${file.path}: is a barrel`] : []
}

/** Where time and randomness may come in from outside. */
const DOORS = [
  'lib/base/clock.ts',
  'lib/base/ids.ts',
  'server/main.ts',
  'server/observe/event-loop.ts',
  'app/r/[roomId]/room.tsx',
]
const AMBIENT_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  Date: ['now'],
  Math: ['random'],
  performance: ['now', 'timeOrigin'],
  crypto: ['getRandomValues', 'randomUUID'],
}
/** Who may ask for the date. Everything else measures what elapses, which the machine's clock must not move. */
const DATED = [
  'lib/base/clock.ts',
  'lib/page/open-room.ts',
  'lib/page/people/chat-wiring.ts',
  'app/_ui/panels/comment-pins.tsx',
  'server/access/create-access.ts',
  'server/access/tokens.ts',
  'server/http/auto-versions.ts',
  'server/http/chat-routes.ts',
  'server/http/expiry-since.ts',
  'server/http/housekeeping.ts',
  'server/http/link-routes.ts',
  'server/http/time-id.ts',
  'server/http/version-store.ts',
  'server/socket/at-date.ts',
]
/** Dates where time that elapses is meant. */
export function findDates({ path, text }: SourceFile): readonly string[] {
  return DATED.includes(path)
    ? []
    : [...text.matchAll(/\.date\(\)|\.date\b(?=[,;)\n])/g)].map(() => `${path}: the date`)
}

const AMBIENT_CALLS = ['setTimeout', 'setInterval', 'setImmediate', 'requestIdleCallback']
const AMBIENT_IMPORTS = ['randomBytes', 'randomUUID', 'randomInt', 'getRandomValues', 'setTimeout', 'setInterval']

/** Uses of the machine's own time and randomness. `requestAnimationFrame` is rendering, not time, and may stay. */
export function findAmbient(file: SourceFile): readonly string[] {
  if (DOORS.includes(file.path)) return []
  const source = parse(file)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      const owner = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression
      const isAmbient = ts.isIdentifier(owner) && AMBIENT_MEMBERS[owner.text]?.includes(node.name.text)
      if (isAmbient) found.push(`${at(source, node)}: ${owner.text}.${node.name.text}`)
    }
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && AMBIENT_CALLS.includes(node.expression.text)) {
      found.push(`${at(source, node)}: ${node.expression.text}`)
    }
    const isDate = ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'Date'
    if (isDate && !node.arguments?.length) found.push(`${at(source, node)}: new Date()`)
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const names = node.importClause?.namedBindings
      const isNode = /^(node:)?(crypto|timers)/.test(node.moduleSpecifier.text)
      if (isNode && names && ts.isNamedImports(names)) {
        for (const { name, propertyName } of names.elements) {
          const imported = (propertyName ?? name).text
          if (AMBIENT_IMPORTS.includes(imported)) found.push(`${at(source, node)}: ${imported}`)
        }
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** In `lib`, `server` and `worker` every file says first what it is for; in `app` the name of a component may say it. */
export const findNoFirstSentence = ({ path, text }: SourceFile): readonly string[] =>
  /^(lib|server|worker)\//.test(path) && !/^\/\*\*\s/.test(text)
    ? [`${path}: begins without a sentence on its job`]
    : []

export function findAny(file: SourceFile): readonly string[] {
  const source = parse(file)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) found.push(`${at(source, node)}: any`)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** Next wants default exports of exactly these files. */
const ROUTE_FILE = /^app\/(.*\/)?(page|layout|loading|error|global-error|not-found|template|default)\.tsx$/

export function findDefaultExport(file: SourceFile): readonly string[] {
  if (ROUTE_FILE.test(file.path)) return []
  const source = parse(file)
  const hasDefault = source.statements.some(
    (statement) =>
      (ts.isExportAssignment(statement) && !statement.isExportEquals) ||
      (ts.canHaveModifiers(statement) &&
        ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)),
  )
  return hasDefault ? [`${file.path}: default export`] : []
}

/** Kept in pieces, so that this file does not contain what it looks for. */
const FORBIDDEN: readonly RegExp[] = [
  new RegExp(['registry', '(npmjs|yarnpkg|npmmirror)'].join('\\.')),
  new RegExp(['', '(work|home|root|Users)', '[A-Za-z]'].join('/')),
  new RegExp(['\\.\\.', 'shared', ''].join('/')),
]
/** A relative path to something that is named shared is this project's own only below it. */
export function findMachineTraces({ path, text }: SourceFile): readonly string[] {
  return FORBIDDEN.flatMap((pattern) => {
    const hit = pattern.exec(text)
    return hit ? [`${path}: ${hit[0]}`] : []
  })
}
