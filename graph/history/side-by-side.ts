// Two ordered streams read side by side: what is in both comes as a pair, what is in one alone with null for the other.

type Pair<Item> = readonly [Item | null, Item | null];

/** Both streams must be ordered by `compare`, each key once. A page of each is held, no more. */
export async function* sideBySide<Item>(
  left: AsyncIterable<readonly Item[]>,
  right: AsyncIterable<readonly Item[]>,
  compare: (a: Item, b: Item) => number,
): AsyncGenerator<Pair<Item>> {
  const [a, b] = [items(left), items(right)];
  let [x, y] = [await a.next(), await b.next()];
  while (!x.done || !y.done) {
    const order = x.done ? 1 : y.done ? -1 : compare(x.value, y.value);
    yield [order <= 0 ? x.value! : null, order >= 0 ? y.value! : null];
    if (order <= 0) x = await a.next();
    if (order >= 0) y = await b.next();
  }
}

async function* items<Item>(pages: AsyncIterable<readonly Item[]>): AsyncGenerator<Item, null> {
  for await (const page of pages) yield* page;
  return null;
}
