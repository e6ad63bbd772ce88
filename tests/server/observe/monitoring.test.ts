/** The dashboard and the alerts speak of metrics that exist, the dashboard of all of them, and each alert has its entry. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { createMetrics } from '../../../server/observe/metrics.ts'

const FOLDER = 'deploy/monitoring'
const dashboard = readFileSync(`${FOLDER}/dashboard.json`, 'utf8')
const alerts = readFileSync(`${FOLDER}/alerts.yml`, 'utf8')
const named = (text: string): readonly string[] => [...new Set(text.match(/\binkroom_[a-z0-9_]+/g))]
const base = (name: string): string => name.replace(/_(bucket|sum|count)$/, '')

let known: readonly string[] = []
let labels: ReadonlyMap<string, readonly string[]> = new Map()
beforeAll(async () => {
  const metrics = createMetrics({ processMetrics: true })
  const { body } = await metrics.text()
  metrics.close()
  known = [...body.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name)
  const source = readFileSync('server/observe/metrics.ts', 'utf8')
  const counters = source.matchAll(/^ {2}(\w+): \{ help: '.*', labels: \[(.*)\] \},$/gm)
  labels = new Map([...counters].map(([, name, list]) => [`inkroom_${name}_total`, list.match(/\w+/g) ?? []]))
})

it('AR19 every metric that the dashboard and the alerts ask for exists', () => {
  const asked = named(dashboard + alerts).filter((name) => !known.includes(base(name)))
  expect(asked).toEqual([])
  expect(named(alerts).length).toBeGreaterThan(8)
})

it('AR19 the dashboard shows every metric of ours', () => {
  const shown = new Set(named(dashboard).map(base))
  const ours = known.filter((name) => !/^inkroom_(process|nodejs)_/.test(name))
  expect(ours.filter((name) => !shown.has(name))).toEqual([])
})

it('AR19 what is summed by a label has that label', () => {
  const { panels } = JSON.parse(dashboard) as { panels: { targets: { expr: string }[] }[] }
  const exprs = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
  for (const expr of exprs) {
    const [, list, name] = /sum by \((\w+)\) \(rate\((inkroom_\w+_total)/.exec(expr) ?? []
    const known = labels.get(name)
    if (known) expect(known, expr).toContain(list)
  }
})

it('AR19 every alert has an entry in the runbook that says what to do, and none is left over', () => {
  const runbook = readFileSync('docs/RUNBOOK.md', 'utf8')
  const alerted = [...alerts.matchAll(/- alert: (\w+)/g)].map(([, name]) => name)
  const entries = [...runbook.matchAll(/^## (\w+)$/gm)].map(([, name]) => name)
  expect(entries).toEqual(alerted)
  const places = [...alerts.matchAll(/runbook: docs\/RUNBOOK\.md#(\w+)/g)].map(([, place]) => place)
  expect(places).toEqual(alerted.map((name) => name.toLowerCase()))
})

const promtool = spawnSync('promtool', ['--version']).status === 0
it.skipIf(!promtool)('AR19 promtool takes the rules as they are (needs promtool)', () => {
  const { status, stdout } = spawnSync('promtool', ['check', 'rules', `${FOLDER}/alerts.yml`])
  expect(String(stdout)).toContain('SUCCESS')
  expect(status).toBe(0)
})
