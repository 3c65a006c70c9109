// What work costs the processor: all threads of this process, user and system, so that a busy machine counts less than by the clock.

/** Milliseconds. */
export async function cpuMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** One after the other. */
export async function cpuMsOfEach<Item>(items: readonly Item[], work: (item: Item) => unknown): Promise<number[]> {
  const times: number[] = [];
  for (const item of items) times.push(await cpuMs(() => work(item)));
  return times;
}
