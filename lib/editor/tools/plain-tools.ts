/** Tools that change nothing on the board themselves: hand, laser, and those that ask the page. */

import { step } from './step.ts'
import type { PointerSample, Tool } from './tool.ts'
import type { ToolId } from './tool-ids.ts'

type HandState = { readonly name: 'idle' } | { readonly name: 'panning'; readonly last: PointerSample }

/** Drags the board along. */
export const handTool: Tool<HandState> = {
  id: 'hand',
  initial: { name: 'idle' },
  cursor: 'grab',
  step(state, event, { camera }) {
    if (event.name === 'down' && event.button === 0)
      return step<HandState>({ name: 'panning', last: event }, { cursor: 'grabbing' })
    if (state.name === 'idle') return step<HandState>(state)
    if (event.name === 'move') {
      const x = camera.x - (event.screen.x - state.last.screen.x) / camera.zoom
      const y = camera.y - (event.screen.y - state.last.screen.y) / camera.zoom
      return step<HandState>({ name: 'panning', last: event }, { camera: { ...camera, x, y } })
    }
    const isOver = event.name === 'up' || event.name === 'cancel' || (event.name === 'key' && event.key === 'Escape')
    return isOver ? step<HandState>({ name: 'idle' }, { cursor: 'grab' }) : step<HandState>(state)
  },
}

type LaserState = { readonly name: 'idle' } | { readonly name: 'shining'; readonly trail: readonly PointerSample[] }

/** The trail of the last samples; the editor lets it fade. */
const MAX_TRAIL = 200

export const laserTool: Tool<LaserState> = {
  id: 'laser',
  initial: { name: 'idle' },
  cursor: 'crosshair',
  step(state, event) {
    if (event.name === 'down' && event.button === 0)
      return step<LaserState>({ name: 'shining', trail: [event] }, { laser: [event] })
    if (state.name === 'idle') return step<LaserState>(state)
    if (event.name === 'move') {
      const trail = [...state.trail, ...event.samples].slice(-MAX_TRAIL)
      return step<LaserState>({ name: 'shining', trail }, { laser: trail })
    }
    const isOver = event.name === 'up' || event.name === 'cancel' || event.name === 'key'
    return isOver ? step<LaserState>({ name: 'idle' }) : step<LaserState>(state)
  },
}

type WaitingState = { readonly name: 'idle' }
const leave: { readonly tool: ToolId } = { tool: 'select' }

/** Asks the page for a file and says where it should lie. */
export const imageTool: Tool<WaitingState> = {
  id: 'image',
  initial: { name: 'idle' },
  cursor: 'crosshair',
  step: (state, event) =>
    event.name === 'up'
      ? step(state, { request: { name: 'choose-image', at: event.board }, ...leave })
      : step<WaitingState>(state),
}

/** Pins a comment to the point, or to the shape under it. */
export const commentTool: Tool<WaitingState> = {
  id: 'comment',
  initial: { name: 'idle' },
  cursor: 'crosshair',
  step(state, event, { view, camera }) {
    if (event.name !== 'up') return step<WaitingState>(state)
    const { zoom } = camera
    const shape = view.hit(event.board, { tolerance: 6 / zoom, zoom, includeLocked: true, insideHollow: true })
    return step(state, { request: { name: 'place-comment', at: event.board, shape: shape?.id ?? null }, ...leave })
  },
}
