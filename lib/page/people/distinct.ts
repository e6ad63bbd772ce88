/** A name and colour that nobody else in the room has, for those who have not chosen theirs. */
import type { Translate } from '../../i18n/translate.ts'
import type { Me } from '../room-model.ts'
import { animals, peerColors } from './who-am-i.ts'

type Other = Pick<Me, 'userId' | 'name' | 'color'>

/** Me, with what another has as well replaced; of two alike only the one with the later id gives way. */
export function distinctMe(me: Me, others: readonly Other[], t: Translate): Me {
  const people = others.filter(({ userId }) => userId !== me.userId)
  const givesWay = (isAlike: (other: Other) => boolean) =>
    people.some((other) => isAlike(other) && other.userId < me.userId)
  const names = new Set(people.map(({ name }) => name))
  const colors = new Set(people.map(({ color }) => color))
  const color = givesWay((other) => other.color === me.color)
    ? (peerColors.find((free) => !colors.has(free)) ?? me.color)
    : me.color
  if (!givesWay((other) => other.name === me.name)) return color === me.color ? me : { ...me, color }
  const given = animals.map((animal) => t(`animal.${animal}`))
  let name = given.find((free) => !names.has(free))
  for (let number = 2; name === undefined; number++) {
    const next = `${me.name} ${number}`
    if (!names.has(next)) name = next
  }
  return { ...me, name, color }
}
