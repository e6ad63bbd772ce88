/** A board as an outline, for formats of words: what stands loose and then the frames, each in the order of reading. */

import { pushTo } from '../base/push-to.ts'
import { inRows } from '../geometry/rows.ts'
import { boundsOf } from '../geometry/transform.ts'
import type { FrameShape } from '../shapes/frame.ts'
import type { Shape } from '../shapes/registry.ts'

export interface Section {
  /** Null: the board itself. */
  readonly frame: FrameShape | null
  /** 0: the board itself. */
  readonly depth: number
  /** What lies in it and in no inner frame, without groups. */
  readonly shapes: readonly Shape[]
}

/** Frames further in than this stand beside the outermost ones. */
export const MAX_OUTLINE_DEPTH = 10

/** For each shape the innermost frame around it, by id; '' for none. Groups are looked through, circles end. */
function homes(shapes: readonly Shape[]): ReadonlyMap<string, string> {
  const byId = new Map<string, Shape>(shapes.map((shape) => [shape.id, shape]))
  const home = new Map<string, string>()
  for (const shape of shapes) {
    const passed = new Set<string>()
    let at: Shape | undefined = shape
    let found = ''
    while (at && !passed.has(at.id)) {
      const known = home.get(at.id)
      passed.add(at.id)
      const parent = byId.get(at.parent)
      found = known ?? (parent?.type === 'frame' ? parent.id : '')
      if (known !== undefined || parent?.type === 'frame') break
      at = parent
    }
    for (const id of passed) home.set(id, found)
  }
  return home
}

/** All sections in the order of reading; each frame comes right after the one around it. */
export function outlineOf(shapes: readonly Shape[]): readonly Section[] {
  const home = homes(shapes)
  const isNested = (id: string): boolean => {
    let at = id
    for (let depth = 0; depth < MAX_OUTLINE_DEPTH; depth++) {
      at = home.get(at) ?? ''
      if (at === '') return true
    }
    return false
  }
  const members = new Map<string, Shape[]>()
  const frames = new Map<string, FrameShape[]>()
  for (const shape of shapes) {
    if (shape.type === 'group') continue
    const parent = home.get(shape.id) ?? ''
    if (shape.type === 'frame') pushTo(frames, isNested(shape.id) ? parent : '', shape)
    else pushTo(members, parent, shape)
  }
  const sections: Section[] = []
  const visit = (frame: FrameShape | null, depth: number): void => {
    const id = frame?.id ?? ''
    const inside = inRows(members.get(id) ?? [], ({ placement }) => boundsOf(placement))
    sections.push({ frame, depth, shapes: inside })
    for (const inner of inRows(frames.get(id) ?? [], ({ placement }) => placement)) visit(inner, depth + 1)
  }
  visit(null, 0)
  return sections
}
