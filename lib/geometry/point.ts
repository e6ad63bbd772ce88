/** Points and vectors. Board space is what shapes live in; screen space is CSS pixels of the canvas element. */
import type { Brand } from '../base/brand.ts'

export interface Point {
  readonly x: number
  readonly y: number
}
export type BoardPoint = Brand<Point, 'board'>
export type ScreenPoint = Brand<Point, 'screen'>

export const boardPoint = (x: number, y: number): BoardPoint => ({ x, y }) as BoardPoint
export const screenPoint = (x: number, y: number): ScreenPoint => ({ x, y }) as ScreenPoint

export const add = (a: Point, b: Point): Point => ({ x: a.x + b.x, y: a.y + b.y })
export const subtract = (a: Point, b: Point): Point => ({ x: a.x - b.x, y: a.y - b.y })
export const scale = (a: Point, factor: number): Point => ({ x: a.x * factor, y: a.y * factor })
export const dot = (a: Point, b: Point): number => a.x * b.x + a.y * b.y
export const length = (a: Point): number => Math.hypot(a.x, a.y)
export const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)
export const lerp = (a: Point, b: Point, t: number): Point => ({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t })
/** Turns `point` by `angle` radians (clockwise on screen, y down) about `centre`. */
export function rotateAbout(point: Point, centre: Point, angle: number): Point {
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  const dx = point.x - centre.x
  const dy = point.y - centre.y
  return { x: centre.x + dx * cos - dy * sin, y: centre.y + dx * sin + dy * cos }
}
