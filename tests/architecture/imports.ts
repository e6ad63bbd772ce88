/** Who may import whom: the table of docs/ARCHITECTURE.md as data, and the check against it. */
import { posix } from 'node:path'
import ts from 'typescript'
import type { SourceFile } from './source-files.ts'

interface AreaRule {
  readonly areas: readonly string[]
  readonly packages: readonly string[]
}

const ALL_OF_LIB = [
  'base',
  'geometry',
  'shapes',
  'updates',
  'document',
  'protocol',
  'editor',
  'canvas',
  'print',
  'interchange',
  'session',
  'i18n',
  'templates',
  'page',
].map((area) => `lib/${area}`)

const lib = (...names: string[]): string[] => names.map((name) => `lib/${name}`)

export const areaRules: Readonly<Record<string, AreaRule>> = {
  'lib/base': { areas: [], packages: ['@preact/signals-core'] },
  'lib/geometry': { areas: lib('base'), packages: [] },
  'lib/shapes': { areas: lib('base', 'geometry'), packages: ['bidi-js', 'perfect-freehand', 'roughjs'] },
  'lib/updates': { areas: lib('base'), packages: ['yjs', 'lib0'] },
  'lib/document': { areas: lib('base', 'geometry', 'shapes', 'updates'), packages: ['yjs', 'fractional-indexing'] },
  'lib/protocol': { areas: lib('base'), packages: ['lib0', 'y-protocols', 'zod/mini'] },
  'lib/editor': { areas: lib('base', 'geometry', 'shapes', 'document'), packages: ['rbush'] },
  'lib/canvas': { areas: lib('base', 'geometry', 'shapes', 'document', 'editor'), packages: ['konva'] },
  'lib/print': { areas: lib('base', 'geometry', 'shapes', 'document'), packages: [] },
  'lib/interchange': {
    areas: lib('base', 'geometry', 'shapes', 'document'),
    packages: ['fractional-indexing', 'culori', '@dagrejs/dagre', 'fflate'],
  },
  'lib/session': {
    areas: lib('base', 'protocol', 'document', 'updates'),
    packages: ['yjs', 'y-websocket', 'y-indexeddb', 'y-protocols', 'lib0'],
  },
  'lib/i18n': { areas: lib('base'), packages: [] },
  'lib/templates': { areas: lib('base', 'geometry', 'shapes'), packages: [] },
  'lib/page': {
    areas: ALL_OF_LIB.filter((area) => area !== 'lib/page'),
    packages: ['yjs', '@noble/hashes', 'zod/mini', 'pdfjs-dist'],
  },
  server: {
    areas: lib('base', 'protocol', 'updates'),
    packages: ['ws', 'yjs', 'lib0', 'jose', 'pino', 'prom-client', 'zod', 'zod/mini', 'httpxy', 'lru-cache', 'node:'],
  },
  worker: {
    areas: lib('base', 'geometry', 'shapes', 'updates', 'document', 'protocol', 'print', 'interchange'),
    packages: ['yjs', '@napi-rs/canvas', 'pptxgenjs', 'pdfjs-dist', 'node:'],
  },
  app: {
    areas: ALL_OF_LIB,
    packages: [
      'next',
      'react',
      'react-dom',
      'radix-ui',
      'lucide-react',
      'quill',
      'quill-cursors',
      'yjs',
      'uqr',
      'lxgw-wenkai-webfont',
      '@fontsource/gaegu',
      '@fontsource/jetbrains-mono',
      '@fontsource/noto-emoji',
      '@fontsource/noto-sans-sc',
      '@fontsource-variable/inter',
      '@fontsource-variable/noto-sans-arabic',
      '@fontsource-variable/noto-sans-hebrew',
      '@fontsource-variable/shantell-sans',
      '@fontsource-variable/source-serif-4',
      'node:',
    ],
  },
}

/** A driver belongs to its own adapter file only. */
const driverFiles: Readonly<Record<string, RegExp>> = {
  lmdb: /^server\/storage\/lmdb[a-z-]*\.ts$/,
  pg: /^server\/storage\/postgres[a-z-]*\.ts$/,
  ioredis: /^server\/bus\/redis[a-z-]*\.ts$/,
  '@nats-io/transport-node': /^server\/bus\/nats[a-z-]*\.ts$/,
}

/** Inside the server: what each part may reach, besides itself. `.` is main.ts, config.ts, create-server.ts. */
const serverParts: Readonly<Record<string, readonly string[]>> = {
  http: ['room', 'storage', 'bus', 'access', 'quota', 'jobs', 'observe', 'transport'],
  socket: ['room', 'storage', 'bus', 'access', 'quota', 'observe', 'transport'],
  transport: [],
  room: ['storage', 'bus', 'access', 'observe'],
  access: ['room', 'storage', 'bus', 'observe'],
  storage: [],
  bus: [],
  quota: ['storage', 'observe'],
  jobs: ['room', 'quota', 'observe'],
  observe: [],
  '.': ['http', 'socket', 'transport', 'room', 'access', 'storage', 'bus', 'quota', 'jobs', 'observe'],
}

/** Types only: the room port names storage's words, and access names the room's. */
const typeOnlyParts: Readonly<Record<string, readonly string[]>> = { access: ['room'] }

export interface Import {
  readonly specifier: string
  readonly isType: boolean
}

/** Every module that `text` names: imports, re-exports and `import()`. */
export function parseImports({ path, text }: SourceFile): readonly Import[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false)
  const found: Import[] = []
  const add = (node: ts.Expression | undefined, isType: boolean): void => {
    if (node && ts.isStringLiteralLike(node)) found.push({ specifier: node.text, isType })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.isTypeOnly ?? false)
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly)
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false)
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal as ts.Expression, true)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

export function areaOf(path: string): string {
  const [top, second] = path.split('/')
  return top === 'lib' ? `lib/${second}` : top
}

/** Parts of packages that are allowed by themselves: the whole of zod weighs as much as a fifth of a board's page. */
const PARTS = ['zod/mini']

const packageOf = (specifier: string): string => {
  if (specifier.startsWith('node:')) return 'node:'
  if (PARTS.includes(specifier)) return specifier
  const parts = specifier.split('/')
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]
}

const partOf = (path: string): string => {
  const parts = path.split('/')
  return parts.length > 2 ? parts[1] : '.'
}

function checkServerPart(path: string, target: string, isType: boolean): string | null {
  const from = partOf(path)
  const to = partOf(target)
  if (from === to) return null
  if (to === '.') return from === '.' ? null : `${path}: imports the composition root ${target}`
  if (!(from in serverParts)) return `${path}: server/${from} is not in the table`
  const isAllowed = serverParts[from].includes(to)
  const needsType = typeOnlyParts[from]?.includes(to) ?? false
  if (!isAllowed) return `${path}: server/${from} may not import server/${to}`
  return needsType && !isType ? `${path}: may import only types of server/${to}` : null
}

function checkPackage(path: string, specifier: string, rule: AreaRule): string | null {
  const name = packageOf(specifier)
  const driverFile = driverFiles[name]
  if (driverFile) return driverFile.test(path) ? null : `${path}: the driver ${name} belongs in its adapter file`
  return rule.packages.includes(name) ? null : `${path}: may not import the package ${name}`
}

/** One line for each import of `file` that the table does not allow. */
export function findForbiddenImports(file: SourceFile): readonly string[] {
  const area = areaOf(file.path)
  const rule = areaRules[area]
  if (!rule) return [`${file.path}: the area ${area} is not in the table`]
  const problems: (string | null)[] = []
  for (const { specifier, isType } of parseImports(file)) {
    if (!specifier.startsWith('.')) {
      problems.push(checkPackage(file.path, specifier, rule))
      continue
    }
    const target = posix.join(posix.dirname(file.path), specifier)
    const targetArea = areaOf(target)
    if (targetArea !== area && !rule.areas.includes(targetArea)) {
      problems.push(`${file.path}: ${area} may not import ${targetArea}`)
    }
    if (area === 'server' && targetArea === 'server') problems.push(checkServerPart(file.path, target, isType))
  }
  return problems.filter((problem) => problem !== null)
}

/** Groups of files that need one another, types included: the strongly connected parts of the graph of imports (Tarjan 1972). */
export function findCircles(files: readonly SourceFile[]): readonly (readonly string[])[] {
  const known = new Set(files.map(({ path }) => path))
  const targets = new Map(
    files.map((file) => [
      file.path,
      parseImports(file)
        .map(({ specifier }) => posix.join(posix.dirname(file.path), specifier))
        .filter((target) => known.has(target)),
    ]),
  )
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const open: string[] = []
  const circles: string[][] = []
  function visit(path: string): number {
    const place = order.size
    order.set(path, place)
    open.push(path)
    let low = place
    for (const target of targets.get(path) ?? []) {
      if (!order.has(target)) low = Math.min(low, visit(target))
      else if (open.includes(target)) low = Math.min(low, lowest.get(target) ?? order.get(target) ?? place)
    }
    lowest.set(path, low)
    if (low === place) {
      const members = open.splice(open.indexOf(path))
      if (members.length > 1) circles.push(members.sort())
    }
    return low
  }
  for (const { path } of files) if (!order.has(path)) visit(path)
  return circles
}
