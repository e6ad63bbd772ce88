import ts from 'typescript'
import { expect, test } from 'vitest'
import { readFiles, type SourceFile } from './source-files.ts'

const SECRET = /(token|secret|mark|password|signature)$/i
const HOME = 'server/access/same-secret.ts'
const EQUALITY = [
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
]
const METHODS = ['equals', 'compare', 'localeCompare', 'startsWith', 'endsWith', 'includes', 'indexOf', 'match']

/** The last name of `a.b.token`, or ''. */
const nameOf = (node: ts.Node): string =>
  ts.isPropertyAccessExpression(node) ? node.name.text : ts.isIdentifier(node) ? node.text : ''

/** Whether there is one, and of what kind: that tells nothing about what it is. */
const isHarmless = (node: ts.Node): boolean =>
  node.kind === ts.SyntaxKind.NullKeyword ||
  ts.isStringLiteral(node) ||
  ts.isTypeOfExpression(node) ||
  nameOf(node) === 'undefined'

function findComparedSecrets({ path, text }: SourceFile): readonly string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && EQUALITY.includes(node.operatorToken.kind)) {
      const sides = [node.left, node.right]
      if (sides.some((side) => SECRET.test(nameOf(side))) && !sides.some(isHarmless)) found.push(node.getText())
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const isSecret = [node.expression.expression, ...node.arguments].some((part) => SECRET.test(nameOf(part)))
      if (isSecret && METHODS.includes(node.expression.name.text)) found.push(node.getText())
    }
    if (ts.isIdentifier(node) && node.text === 'timingSafeEqual' && path !== HOME) found.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found.map((what) => `${path}: ${what}`)
}

test('AC2 secrets are compared only by the one function that takes the same time for all', () => {
  expect(readFiles(['.ts'], ['server']).flatMap(findComparedSecrets)).toEqual([])
})

test.each([
  'request.token === adminToken',
  'if (claims.mark !== record.mark) refuse()',
  'known.equals(token)',
  'token.startsWith(given)',
  "import { timingSafeEqual } from 'node:crypto'",
])('AC2 the guard sees %s', (text) => {
  expect(findComparedSecrets({ path: 'server/x.ts', text })).toHaveLength(1)
})

test.each(['token === null', "typeof mark !== 'string'", 'token === undefined', 'isSameSecret(given, token)'])(
  'AC2 the guard lets %s pass',
  (text) => {
    expect(findComparedSecrets({ path: 'server/x.ts', text })).toEqual([])
  },
)
