import { describe, expect, it } from 'vitest'
import { english } from '../../../../lib/i18n/languages.ts'
import { createTranslate } from '../../../../lib/i18n/translate.ts'
import { distinctMe } from '../../../../lib/page/people/distinct.ts'
import { peerColors } from '../../../../lib/page/people/who-am-i.ts'

const t = createTranslate('en', english)
const person = (userId: string, name: string, color: string) => ({ userId, name, color })

describe('people of one room', () => {
  it('I123 get names and colours of their own, one after another, until both run out', () => {
    const people: ReturnType<typeof person>[] = []
    for (let i = 0; i < 40; i++) {
      const me = person(`u${String(i).padStart(2, '0')}`, 'Otter', peerColors[0])
      people.push(distinctMe(me, people, t))
    }
    expect(new Set(people.map(({ name }) => name)).size).toBe(40)
    expect(new Set(people.slice(0, peerColors.length).map(({ color }) => color)).size).toBe(peerColors.length)
  })
  it('I123 only one of two alike gives way, and my other tabs are not other people', () => {
    const [first, second] = [person('a', 'Otter', peerColors[0]), person('b', 'Otter', peerColors[0])]
    expect(distinctMe(first, [second], t)).toBe(first)
    const changed = distinctMe(second, [first], t)
    expect(changed.name).not.toBe('Otter')
    expect(changed.color).not.toBe(peerColors[0])
    expect(distinctMe(second, [person('b', 'Otter', peerColors[0])], t)).toBe(second)
  })
})
