import { describe, expect, test } from '@jest/globals'
import { Together } from '../../src/rights/execution/together.js'

/** Doubles numbers, each group at once; a group with a 13 in it fails. */
function doubling() {
  const groups: (readonly number[])[] = []
  const together = new Together<number, number>(async (items) => {
    groups.push(items)
    await new Promise((soon) => setTimeout(soon, 5))
    if (items.includes(13)) {
      throw new Error('unlucky')
    }
    return items.map((item) => item * 2)
  })
  return { together, groups }
}

describe('what is asked at the same time', () => {
  test('is done in one go once the work before it is done, and answered each for itself', async () => {
    const { together, groups } = doubling()
    expect(await Promise.all([1, 2, 3, 4].map((item) => together.ask(item)))).toEqual([2, 4, 6, 8])
    expect(groups).toEqual([[1], [2, 3, 4]])
    expect(await together.ask(5)).toBe(10)
  })

  test('does not fail because of one among it', async () => {
    const { together } = doubling()
    const asked = [1, 13, 3].map((item) => together.ask(item))
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    await expect(together.ask(13)).rejects.toThrow('unlucky')
    expect(await together.ask(2)).toBe(4)
  })
})
