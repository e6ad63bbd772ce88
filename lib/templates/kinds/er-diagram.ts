/** Entities with their fields, and how many of one belong to the other. */
import type { Point } from '../../geometry/point.ts'
import { type Hue, hues, type Pen } from '../pen.ts'
import { defineTemplate } from '../template.ts'

const WIDTH = 220
const HEAD = 48
const BODY = 112

function entity(pen: Pen, name: string, fields: string, { x, y }: Point, hue: Hue) {
  const { paper, ink } = hues[hue]
  const head = { fill: paper, stroke: ink, size: 18, bold: true, corners: 'sharp' } as const
  const top = pen.box(name, { x, y, w: WIDTH, h: HEAD }, head)
  const body = { fill: '#ffffff', stroke: ink, corners: 'sharp', align: 'start', padding: 16, font: 'mono' } as const
  return { top, fields: pen.box(fields, { x, y: y + HEAD, w: WIDTH, h: BODY }, body) }
}

export const erDiagram = defineTemplate('er-diagram', 'diagram', (pen, w) => {
  const customer = entity(pen, w.customer, w.customerFields, { x: 0, y: 0 }, 'blue')
  const order = entity(pen, w.order, w.orderFields, { x: 400, y: 0 }, 'yellow')
  const item = entity(pen, w.item, w.itemFields, { x: 400, y: 300 }, 'yellow')
  const product = entity(pen, w.product, w.productFields, { x: 0, y: 300 }, 'green')
  pen.arrow(customer.top, order.top, { words: w.places, startHead: 'exactly-one', endHead: 'zero-or-many' })
  pen.arrow(order.fields, item.top, { words: w.contains, startHead: 'exactly-one', endHead: 'one-or-many' })
  pen.arrow(item.top, product.top, { words: w.isOf, startHead: 'zero-or-many', endHead: 'exactly-one' })
})
