/** The whole key table as data: shortcuts, `?` sheet, tooltips, context menu and command palette all read it. */
import type { Action } from './actions.ts'
import { arrangeActions } from './actions-arrange.ts'
import { editActions } from './actions-edit.ts'
import { flowActions } from './actions-flow.ts'
import { imageActions } from './actions-image.ts'
import { pageActions, styleActions } from './actions-page.ts'
import { tableActions } from './actions-table.ts'
import { toolActions } from './actions-tool.ts'
import { viewActions } from './actions-view.ts'

export const actions: readonly Action[] = [
  ...toolActions,
  ...editActions,
  ...flowActions,
  ...imageActions,
  ...tableActions,
  ...arrangeActions,
  ...styleActions,
  ...viewActions,
  ...pageActions,
]

const byId = new Map(actions.map((action) => [action.id, action]))
export const actionById = (id: string): Action | undefined => byId.get(id)
