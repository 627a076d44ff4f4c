/** Everything that an iteration gives, as a list. */
export async function collected<T>(things: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const thing of things) {
    list.push(thing)
  }
  return list
}
