import { expect, it } from 'vitest'
import { plainSvg } from '../../../../lib/page/files/svg-size.ts'

const sizes: readonly (readonly [string, number, number])[] = [
  ['<svg width="60" height="40"></svg>', 60, 40],
  ["<?xml version='1.0'?><!-- > --><svg width='60px' height='40px'/>", 60, 40],
  ['<svg width="1in" height="25.4mm"></svg>', 96, 96],
  ['<svg viewBox="0 0 24 12"></svg>', 24, 12],
  ['<svg width="100%" height="100%" viewBox="0,0,24,12"></svg>', 24, 12],
  ['<svg width="48" viewBox="0 0 24 12"></svg>', 48, 24],
  ['<svg></svg>', 300, 150],
]
it.each(sizes)('I45 %s has the size that it asks for', (code, w, h) => {
  expect(plainSvg(code)?.size).toEqual({ w, h })
})

it('I45 an SVG is drawn at twice its pixels on every screen, inside the same view box', () => {
  expect(plainSvg('<svg width="60" height="40"><g/></svg>')?.code).toBe(
    '<svg width="120" height="80" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><g/></svg>',
  )
  expect(plainSvg('<svg viewBox="0 0 9000 10"/>')?.code).toContain('width="4096"')
  expect(plainSvg('words')).toBeNull()
})
