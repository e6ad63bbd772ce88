/** All templates, in the order of the gallery. Adding one is a file in `kinds/`, a line here and its words. */
import { brainwriting } from './kinds/brainwriting.ts'
import { customerJourney } from './kinds/customer-journey.ts'
import { eisenhower } from './kinds/eisenhower.ts'
import { erDiagram } from './kinds/er-diagram.ts'
import { fishbone } from './kinds/fishbone.ts'
import { flowChart } from './kinds/flow-chart.ts'
import { graphPaper } from './kinds/graph-paper.ts'
import { icebreaker } from './kinds/icebreaker.ts'
import { kanban } from './kinds/kanban.ts'
import { leanCanvas } from './kinds/lean-canvas.ts'
import { lectureBoard } from './kinds/lecture-board.ts'
import { mindMap } from './kinds/mind-map.ts'
import { musicPaper } from './kinds/music-paper.ts'
import { orgChart } from './kinds/org-chart.ts'
import { retroMadSadGlad } from './kinds/retro-mad-sad-glad.ts'
import { retroSailboat } from './kinds/retro-sailboat.ts'
import { retroStartStop } from './kinds/retro-start-stop.ts'
import { sprintPlanning } from './kinds/sprint-planning.ts'
import { storyMap } from './kinds/story-map.ts'
import { swimLanes } from './kinds/swim-lanes.ts'
import { swot } from './kinds/swot.ts'
import { systemDiagram } from './kinds/system-diagram.ts'
import { ticTacToe } from './kinds/tic-tac-toe.ts'
import { timeline } from './kinds/timeline.ts'
import { weeklyPlan } from './kinds/weekly-plan.ts'
import type { Template } from './template.ts'

export const templates: readonly Template[] = [
  retroStartStop,
  retroMadSadGlad,
  retroSailboat,
  icebreaker,
  brainwriting,
  kanban,
  sprintPlanning,
  weeklyPlan,
  timeline,
  storyMap,
  mindMap,
  swot,
  leanCanvas,
  eisenhower,
  customerJourney,
  fishbone,
  flowChart,
  swimLanes,
  orgChart,
  systemDiagram,
  erDiagram,
  lectureBoard,
  graphPaper,
  musicPaper,
  ticTacToe,
]
