import { expect, test } from 'vitest'
import { batch, computed, signal, watch } from '../../../lib/base/signal.ts'

test('TL7 a watcher hears of changes, not of what was there, until it stops', () => {
  const zoom = signal(1)
  const heard: number[] = []
  const stop = watch(zoom, () => heard.push(zoom.value))
  zoom.value = 1
  zoom.value = 2
  zoom.value = 3
  stop()
  zoom.value = 4
  expect(heard).toEqual([2, 3])
})

test('TL7 a batch is one change, and what is derived is never a mixture', () => {
  const x = signal(0)
  const y = signal(0)
  const heard: string[] = []
  const place = computed(() => `${x.value} ${y.value}`)
  watch(place, () => heard.push(place.value))
  batch(() => {
    x.value = 1
    expect(place.value).toBe('1 0')
    y.value = 1
  })
  expect(heard).toEqual(['1 1'])
})

test('TL7 what a watcher writes is heard when it is done, and a watcher that throws keeps nobody from hearing', () => {
  const first = signal(0)
  const second = signal(0)
  const heard: number[] = []
  watch(first, () => {
    second.value = 1
    second.value = 2
    throw new Error('a watcher broke')
  })
  watch(second, () => heard.push(second.value))
  expect(() => {
    first.value = 1
  }).toThrow('a watcher broke')
  expect(heard).toEqual([2])
})
