/** The control: a bare canvas loop with culling, everything painted anew on every change. */
import { type SceneItem, scene, sideOf } from '../../../tests/e2e/canvas/harness/scene.ts'
import { seeded } from '../../../tests/e2e/canvas/harness/seeded.ts'
import { type BenchPage, paced, presented } from './bench-page.ts'

interface Moving extends SceneItem {
  x: number
  y: number
}
const canvas = document.createElement('canvas')
document.getElementById('board')?.append(canvas)
canvas.style.touchAction = 'none'
const context = canvas.getContext('2d') as CanvasRenderingContext2D
let items: Moving[] = []
let camera = { x: 0, y: 0, zoom: 1 }
let chosen: Moving[] = []
let isPen = false
let stroke: { x: number; y: number }[] = []
let isDue = false

function draw(item: Moving) {
  context.strokeStyle = item.stroke
  context.lineWidth = 2
  context.beginPath()
  if (item.kind === 'ellipse')
    context.ellipse(item.x + item.w / 2, item.y + item.h / 2, item.w / 2, item.h / 2, 0, 0, 7)
  else if (item.points.length > 0) for (const p of item.points) context.lineTo(item.x + p.x, item.y + p.y)
  else if (item.kind !== 'text') context.rect(item.x, item.y, item.w, item.h)
  if (item.points.length === 0 && item.fill !== 'transparent' && item.kind !== 'text') {
    context.fillStyle = item.fill
    context.fill()
  }
  context.stroke()
  if (item.text === '') return
  context.fillStyle = '#1e1e1e'
  context.font = '20px sans-serif'
  context.fillText(item.text, item.x + 4, item.y + 22)
}
function paint() {
  isDue = false
  const { x, y, zoom } = camera
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.setTransform(zoom, 0, 0, zoom, -x * zoom, -y * zoom)
  const right = x + canvas.width / zoom
  const bottom = y + canvas.height / zoom
  for (const item of items)
    if (item.x < right && item.x + item.w > x && item.y < bottom && item.y + item.h > y) draw(item)
  context.strokeStyle = '#1e1e1e'
  context.lineWidth = 4
  context.beginPath()
  for (const p of stroke) context.lineTo(p.x, p.y)
  context.stroke()
}
function due() {
  if (!isDue) requestAnimationFrame(paint)
  isDue = true
}

let dragged: { x: number; y: number } | null = null
canvas.addEventListener(
  'wheel',
  (event) => {
    event.preventDefault()
    const { x, y, zoom } = camera
    if (event.ctrlKey) {
      const next = Math.min(30, Math.max(0.02, zoom * Math.exp(-event.deltaY / 300)))
      const { clientX: px, clientY: py } = event
      camera = { x: x + px / zoom - px / next, y: y + py / zoom - py / next, zoom: next }
    } else camera = { x: x + event.deltaX / zoom, y: y + event.deltaY / zoom, zoom }
    due()
  },
  { passive: false },
)
canvas.addEventListener('pointerdown', (event) => {
  dragged = { x: event.clientX, y: event.clientY }
  stroke = []
})
canvas.addEventListener('pointermove', (event) => {
  if (!dragged) return
  const by = { x: (event.clientX - dragged.x) / camera.zoom, y: (event.clientY - dragged.y) / camera.zoom }
  dragged = { x: event.clientX, y: event.clientY }
  if (isPen) stroke.push({ x: camera.x + event.clientX / camera.zoom, y: camera.y + event.clientY / camera.zoom })
  else
    for (const item of chosen) {
      item.x += by.x
      item.y += by.y
    }
  due()
})
canvas.addEventListener('pointerup', () => {
  dragged = null
})

let prepared: SceneItem[] = []
const bench: BenchPage = {
  prepare(count) {
    prepared = scene(count)
  },
  async open(view) {
    const start = performance.now()
    items = structuredClone(prepared) as Moving[]
    canvas.width = window.innerWidth
    canvas.height = window.innerHeight
    const side = sideOf(items.length)
    const zoom = view === 'all' ? Math.min(canvas.width, canvas.height) / side : 1
    const at = (size: number) => (view === 'all' ? (side - size / zoom) / 2 : 0)
    camera = { x: at(canvas.width), y: at(canvas.height), zoom }
    due()
    await presented()
    return performance.now() - start
  },
  tool(name) {
    isPen = name === 'pen'
  },
  select(count) {
    const centre = { x: camera.x + canvas.width / camera.zoom / 2, y: camera.y + canvas.height / camera.zoom / 2 }
    const far = (item: Moving) => Math.hypot(item.x - centre.x, item.y - centre.y)
    chosen = items.toSorted((a, b) => far(a) - far(b)).slice(0, count)
    const [{ x, y, w, h }] = chosen
    return { x: (x + w / 2 - camera.x) * camera.zoom, y: (y + h / 2 - camera.y) * camera.zoom }
  },
  storm(perSecond) {
    const random = seeded(5)
    const { x, y, zoom } = camera
    const seen = items.filter(
      (s) => s.x < x + canvas.width / zoom && s.x + s.w > x && s.y < y + canvas.height / zoom && s.y + s.h > y,
    )
    return () =>
      paced(perSecond, (n) => {
        for (; n > 0; n--) seen[Math.floor(random() * seen.length)].x += (random() - 0.5) * 40
        due()
      })
  },
}
window.bench = bench
