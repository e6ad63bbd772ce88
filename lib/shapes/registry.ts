/** All shape kinds. Adding a shape is one new file and one line in `Shape` and `shapeKinds`. */
import type { ArrowShape } from './arrow.ts'
import type { DrawShape } from './draw.ts'
import type { FrameShape } from './frame.ts'
import type { GeoShape } from './geo.ts'
import type { GroupShape } from './group.ts'
import type { ImageShape } from './image.ts'
import type { LineShape } from './line.ts'
import type { NoteShape } from './note.ts'
import type { TextShape } from './text.ts'
import type { UnknownShape } from './unknown.ts'

export type Shape =
  | GeoShape
  | LineShape
  | ArrowShape
  | DrawShape
  | TextShape
  | NoteShape
  | FrameShape
  | GroupShape
  | ImageShape
  | UnknownShape
export type ShapeType = Shape['type']
