/** What painting costs on this machine, learned from what it has cost: decides between exact frames and tiles. */

/** A full exact repaint that fits this is done on every frame instead of tiles: small boards are always crisp. */
const DIRECT_MS = 5
const FIRST_GUESS_MS_PER_SHAPE = 0.03
/** With so few shapes the clock says nothing. */
const MIN_SHAPES_TO_LEARN = 20
const LEARNING = 0.2
/** Boards that are light on any machine. */
const FEW_SHAPES = 40

export interface PaintCost {
  /** `shapes` were painted in `ms`. */
  learn(shapes: number, ms: number): void
  /** How many shapes can be painted in `ms`. */
  shapesWithin(ms: number): number
  /** A slice of a full redraw took so many shapes; with `isWhole` it was the last one. */
  redrew(shapes: number, isWhole: boolean): void
  /** The redraw was given up. */
  abandon(): void
  /** Whether the screen can be painted anew on every frame, with `growth` times as much of the board on it. */
  isLight(growth: number, boardSize: number): boolean
  /** Whether even the whole board could be. */
  isLightBoard(boardSize: number): boolean
}

export function createPaintCost(): PaintCost {
  let msPerShape = FIRST_GUESS_MS_PER_SHAPE
  let shown = 0
  let redrawn = 0
  return {
    learn(shapes, ms) {
      if (shapes > MIN_SHAPES_TO_LEARN) msPerShape += (ms / shapes - msPerShape) * LEARNING
    },
    shapesWithin: (ms) => Math.max(MIN_SHAPES_TO_LEARN, ms / msPerShape),
    redrew(shapes, isWhole) {
      redrawn += shapes
      if (!isWhole) return
      shown = redrawn
      redrawn = 0
    },
    abandon() {
      redrawn = 0
    },
    isLight: (growth, boardSize) => shown * growth * msPerShape < DIRECT_MS || boardSize < FEW_SHAPES,
    isLightBoard: (boardSize) => boardSize * msPerShape < DIRECT_MS,
  }
}
