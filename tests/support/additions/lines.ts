/** What somebody writes who adds a kind of shape, its tool, a message, a command, a language and a storage. */
import type { Line } from './copied-tree.ts'

/** That there is such a thing: the first line of each addition. All else follows from the errors of the compiler. */
export const announcements: readonly Line[] = [
  {
    file: 'lib/shapes/registry.ts',
    before: "import { type GeoShape, geoKind } from './geo.ts'\n",
    add: "import { type GearShape, gearKind } from './gear.ts'\n",
  },
  { file: 'lib/shapes/registry.ts', after: '  | UnknownShape\n', add: '  | GearShape\n' },
  { file: 'lib/editor/tools/tool-ids.ts', after: "  'form',\n", add: "  'gear',\n" },
  {
    file: 'lib/document/command.ts',
    before: '  /** Several commands as one',
    add: "  | { readonly name: 'shake'; readonly id: ShapeId }\n",
  },
  {
    file: 'lib/protocol/codec.ts',
    after: "  | { readonly type: 'queryPresence' }\n",
    add: "  | { readonly type: 'wave' }\n",
  },
]

const catalogue = (id: string): Line => ({
  file: `lib/i18n/${id}.json`,
  after: '{\n',
  add: '  "shape.gear": "Gear",\n  "tool.gear": "Gear",\n',
})

/** The rest of the same additions. */
export const completions: readonly Line[] = [
  { file: 'lib/shapes/registry.ts', before: '  unknown: unknownKind,\n', add: '  gear: gearKind,\n' },
  {
    file: 'lib/interchange/excalidraw-export-shape.ts',
    before: "    case 'line':\n",
    add: "    case 'gear':\n      return [base('ellipse')]\n",
  },
  {
    file: 'lib/editor/tools/registry.ts',
    before: '  form: entry(',
    add: "  gear: entry(boxTool('gear', { kind: 'gear' }), { place: 'bar', keys: ['Shift+w'], makes: 'gear', hint: 'box' }),\n",
  },
  { file: 'app/_ui/toolbar/tool-items.ts', before: '  form: Shapes,\n', add: '  gear: Shapes,\n' },
  ...['en', 'de', 'es', 'fr', 'ja', 'zh'].map(catalogue),
  {
    file: 'lib/document/apply.ts',
    before: "    case 'set-title': {\n",
    add: "    case 'shake':\n      writer.patch(command.id, { opacity: 0.5 })\n      break\n",
  },
  {
    file: 'lib/protocol/messages.ts',
    after: '  queryAwareness: 3,\n',
    add: '  wave: 120,\n',
  },
  {
    file: 'lib/protocol/codec.ts',
    before: '    if (type === messageTypes.sync) return decodeSync(decoder, limits)\n',
    add: "    if (type === messageTypes.wave) return ok({ type: 'wave' })\n",
  },
  {
    file: 'server/room/live-room.ts',
    before: '      queryPresence: (_message, member) => {\n',
    add: '      wave: () => null,\n',
  },
  { file: 'server/socket/traffic.ts', after: 'queryPresence: 0, ', add: 'wave: 0, ' },
  {
    file: 'lib/i18n/languages.ts',
    before: "  language('zh',",
    add: "  language('pt', 'Português', () => import('./pt.json')),\n",
  },
  {
    file: 'server/storage/registry.ts',
    after: "  'memory:': async () => createMemoryStorage(),\n",
    add: "  'again:': async () => createMemoryStorage(),\n",
  },
]
