/** The gestures, as real input events: each goes on for `ms` and waits for the browser to take every event. */
import { setTimeout as wait } from 'node:timers/promises'

const CENTRE = { x: 640, y: 400 }
/** Real devices send an event every 8 ms; a blocked page slows the driver down, as it would a hand. */
const EVENT_MS = 8

async function repeat(ms, step) {
  const end = performance.now() + ms
  for (let nth = 0; performance.now() < end; nth++) {
    const due = performance.now() + EVENT_MS
    await step(nth)
    const left = due - performance.now()
    if (left > 0.5) await wait(left)
  }
}

const pan = async (page, ms) => {
  await page.mouse.move(CENTRE.x, CENTRE.y)
  // There and back in a slow figure, so that new ground comes in on all sides.
  await repeat(ms, (nth) => page.mouse.wheel(14 * Math.cos(nth / 60), 9 * Math.sin(nth / 35)))
}
const zoom = async (page, ms) => {
  await page.mouse.move(CENTRE.x, CENTRE.y)
  await page.keyboard.down('Control')
  await repeat(ms, (nth) => page.mouse.wheel(0, (nth % 80 < 40 ? 1 : -1) * 4))
  await page.keyboard.up('Control')
}
const drag = (count) => async (page, ms) => {
  const from = await page.evaluate((n) => window.bench.select(n), count)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + 6, from.y + 6)
  await repeat(ms, (nth) =>
    page.mouse.move(from.x + 120 * Math.sin(nth / 30), from.y + 80 * Math.sin(nth / 21), { steps: 1 }),
  )
  await page.mouse.up()
}
const pen = async (page, ms) => {
  await page.evaluate(() => window.bench.tool('pen'))
  await page.mouse.move(CENTRE.x - 200, CENTRE.y)
  await page.mouse.down()
  await repeat(ms, (nth) => page.mouse.move(CENTRE.x + 250 * Math.sin(nth / 25), CENTRE.y + 180 * Math.sin(nth / 17)))
  await page.mouse.up()
  await page.evaluate(() => window.bench.tool('select'))
}
const prepareStorm = (page, ms) =>
  page.evaluate(
    (seconds) => {
      window.startStorm = window.bench.storm(500, seconds)
    },
    Math.ceil(ms / 1000) + 1,
  )
const storm = async (page, ms) => {
  await page.evaluate(() => {
    window.stopStorm = window.startStorm()
  })
  await wait(ms)
  await page.evaluate(() => window.stopStorm())
}
const penInStorm = async (page, ms) => {
  await page.evaluate(() => {
    window.stopStorm = window.startStorm()
  })
  await pen(page, ms)
  await page.evaluate(() => window.stopStorm())
}

/** In the order of the table. `view`: at 100 %, or with everything in view. */
export const gestures = [
  { id: 'pan', title: 'pan, 100 %', view: 'near', run: pan },
  { id: 'pan-all', title: 'pan, all in view', view: 'all', run: pan },
  { id: 'zoom', title: 'zoom', view: 'near', run: zoom },
  { id: 'drag', title: 'drag one', view: 'near', run: drag(1) },
  { id: 'drag-all', title: 'drag one, all in view', view: 'all', run: drag(1) },
  { id: 'drag-100', title: 'drag 100, all in view', view: 'all', run: drag(100) },
  { id: 'pen', title: 'pen', view: 'near', run: pen },
  { id: 'storm', title: '500 remote moves/s', view: 'near', prepare: prepareStorm, run: storm },
  { id: 'storm-all', title: 'same, all in view', view: 'all', prepare: prepareStorm, run: storm },
  { id: 'storm-pen', title: 'pen while others move 500/s', view: 'near', prepare: prepareStorm, run: penInStorm },
]
