/** The cells of a table that are marked, by two corners. */
import type { CellId } from '../../shapes/table/table-fields.ts'

export interface CellRange {
  /** The cell that is typed into. */
  readonly from: CellId
  readonly to: CellId
}
