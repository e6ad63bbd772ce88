/** Pictures between the hand and the server, with a store in memory and a server that is told what to say. */
import { expect, test } from 'vitest'
import { fail, ok } from '../../../lib/base/result.ts'
import type { PictureStore } from '../../../lib/session/picture-store.ts'
import { createPictures } from '../../../lib/session/pictures.ts'
import { createFakeClock } from '../../support/server/fake-clock.ts'

const photo = (text: string): Blob => new Blob([text], { type: 'image/png' })
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

function browser() {
  const kept = new Map<string, Blob>()
  const store: PictureStore = {
    names: async () => [...kept.keys()],
    read: async (name) => kept.get(name) ?? null,
    async put(name, bytes) {
      kept.set(name, bytes)
    },
    async remove(name) {
      kept.delete(name)
    },
  }
  return { kept, store }
}

function open({ store }: { store: PictureStore }, answers: { code: string | null }) {
  const clock = createFakeClock()
  const stored: string[] = []
  const refused: string[] = []
  const pictures = createPictures({
    store,
    clock,
    refused: (name, code) => refused.push(`${name} ${code}`),
    async upload(name, bytes) {
      if (answers.code) return fail(answers.code, '')
      stored.push(`${name} ${await bytes.text()}`)
      return ok(null)
    },
  })
  return { pictures, stored, refused, clock }
}

test('ST10 a picture counts as unsaved until the server has it, and is tried again until then', async () => {
  const answers: { code: string | null } = { code: 'unreachable' }
  const { pictures, stored, clock } = open(browser(), answers)
  await pictures.add('a', photo('one'))
  await settled()
  expect([pictures.waiting.value, stored]).toEqual([1, []])
  answers.code = null
  clock.pass(4_000)
  await settled()
  expect([pictures.waiting.value, stored]).toEqual([0, ['a one']])
})

test('ST10 a picture that waits is there after a reload, seen at once and uploaded by whoever opens the room', async () => {
  const here = browser()
  const before = open(here, { code: 'unreachable' })
  await before.pictures.add('a', photo('one'))
  await settled()
  before.pictures.close()
  const answers: { code: string | null } = { code: 'unreachable' }
  const after = open(here, answers)
  await settled()
  expect(after.pictures.waiting.value).toBe(1)
  expect(await (await after.pictures.read('a'))?.text()).toBe('one')
  answers.code = null
  after.pictures.tryNow()
  await settled()
  expect([after.pictures.waiting.value, after.stored, here.kept.size]).toEqual([0, ['a one'], 0])
})

test('ST10 what another tab left behind is found and finished', async () => {
  const here = browser()
  const { pictures, stored, clock } = open(here, { code: null })
  await settled()
  here.kept.set('late', photo('two'))
  clock.pass(15_000)
  await settled()
  expect([pictures.waiting.value, stored]).toEqual([0, ['late two']])
})

test('ST10 a browser that keeps nothing still uploads what this tab holds', async () => {
  const broken = async (): Promise<never> => {
    throw new Error('no store')
  }
  const store: PictureStore = { names: broken, read: broken, put: broken, remove: broken }
  const { pictures, stored } = open({ store }, { code: null })
  await pictures.add('a', photo('one'))
  await settled()
  expect([pictures.waiting.value, stored]).toEqual([0, ['a one']])
})

test('ST10 a picture that the server will never take is said so and waits no longer; any other answer is tried again', async () => {
  const here = browser()
  const answers: { code: string | null } = { code: 'body-too-large' }
  const { pictures, refused } = open(here, answers)
  await pictures.add('big', photo('big'))
  await settled()
  expect([pictures.waiting.value, refused, here.kept.size]).toEqual([0, ['big body-too-large'], 0])
  for (const code of ['too-fast', 'storage-failed', 'http-502', 'not-allowed', 'bad-token']) {
    answers.code = code
    await pictures.add('a', photo('one'))
    await settled()
    expect([code, pictures.waiting.value, refused.length]).toEqual([code, 1, 1])
  }
})

test('ST10 what is on its way, or refused, is known by the name of its file', async () => {
  const clock = createFakeClock()
  const refused: unknown[] = []
  let answer = (_: ReturnType<typeof fail>) => {}
  const pictures = createPictures({
    ...browser(),
    clock,
    refused: (...what) => refused.push(what),
    upload: () => new Promise((resolve) => (answer = resolve as typeof answer)),
  })
  await settled()
  await pictures.add('a', photo('one'), 'big.png')
  await settled()
  expect(pictures.uploading.value).toBe('big.png')
  answer(fail('body-too-large', ''))
  await settled()
  expect(refused).toEqual([['a', 'body-too-large', 'big.png']])
  expect(pictures.uploading.value).toBe('')
})
