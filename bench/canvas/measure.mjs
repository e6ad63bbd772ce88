/** Measures one canvas with one number of shapes: first picture, heap, idle cost and every gesture. */
import { gestures } from './gestures.mjs'
import { installMeter } from './meter.mjs'
import { processorMs } from './processes.mjs'

const REST_MS = 1500
/** What is painted ahead after opening is over by then. */
const CALM_MS = 5000
const IDLE_MS = 3000

async function idleCost(page, session) {
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find((metric) => metric.name === 'TaskDuration').value * 1000
  }
  await session.send('Performance.enable')
  const before = await read()
  await page.waitForTimeout(IDLE_MS)
  return ((await read()) - before) / (IDLE_MS / 1000)
}

async function heapBytes(session) {
  await session.send('HeapProfiler.collectGarbage')
  return (await session.send('Runtime.getHeapUsage')).usedSize
}

/** `only`: gesture ids; all when left out. */
export async function measure({ browser, pid, url, count, gestureMs, only }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await page.addInitScript(installMeter)
  await page.goto(url)
  await page.waitForFunction(() => window.bench !== undefined)
  await page.evaluate(() => document.fonts.ready)
  const heapEmpty = await heapBytes(session)
  await page.evaluate((n) => window.bench.prepare(n), count)
  // What preparing leaves behind is not for the opening to clear away.
  const heapBefore = await heapBytes(session)
  const documentBytes = (await page.evaluate(() => window.bench.holdDocument?.(true)))
    ? (await heapBytes(session)) - heapBefore
    : null
  await page.evaluate(() => window.bench.holdDocument?.(false))
  await session.send('HeapProfiler.collectGarbage')
  const result = { firstPictureMs: await page.evaluate(() => window.bench.open('all')), gestures: {} }
  await page.waitForTimeout(CALM_MS)
  const heapOpen = await heapBytes(session)
  result.heapMb = (heapOpen - heapEmpty) / 1e6
  if (documentBytes !== null) result.beyondKb = (heapOpen - heapBefore - documentBytes) / 1000 / count
  result.idleMsPerSecond = await idleCost(page, session)
  for (const gesture of gestures) {
    if (only && !only.includes(gesture.id)) continue
    await page.evaluate((view) => window.bench.open(view), gesture.view)
    await page.waitForTimeout(REST_MS)
    await gesture.prepare?.(page, gestureMs)
    const processorBefore = processorMs(pid)
    await page.evaluate(() => window.meter.start())
    await gesture.run(page, gestureMs)
    const counted = await page.evaluate(() => window.meter.stop())
    const spent = processorBefore === null ? null : processorMs(pid) - processorBefore
    result.gestures[gesture.id] = { ...counted, processorMsPerUpdate: spent && spent / Math.max(1, counted.updates) }
  }
  await context.close()
  return result
}
