// One growth at a time: starts it, numbers what it says for readers that come and go, cancels it. It ingests nothing itself.

import type { GrowthEvent, NumberedGrowthEvent } from "#apps/server/api.ts";
import { Bell, type NumberedLog } from "#apps/server/event-stream.ts";
import type { GrowProgress, Workbench } from "#apps/server/workbench-face.ts";
import { asHortusError, HortusError } from "#kernels/errors.ts";

interface Growth {
  readonly id: string;
  readonly events: NumberedGrowthEvent[];
  readonly stop: AbortController;
  readonly bell: Bell;
  finished: Promise<void>;
  over: boolean;
}

/** Enough for every stage to be seen; a page needs no more frames than this. */
const PROGRESS_EVERY_MS = 120;

export class GrowthDesk {
  readonly #workbench: Pick<Workbench, "grow" | "clock">;
  readonly #afterwards: () => Promise<void>;
  /** The one that runs, or the last one that ran. */
  #latest: Growth | null = null;
  #count = 0;

  /** @param afterwards what to do with a garden that has grown, before the growth counts as over */
  constructor(workbench: Pick<Workbench, "grow" | "clock">, afterwards: () => Promise<void> = async () => {}) {
    this.#workbench = workbench;
    this.#afterwards = afterwards;
  }

  /** @throws `graph.locked` while another growth runs */
  start(paths: readonly string[]): string {
    if (this.running() !== null) throw new HortusError("graph.locked", "The garden is growing already: wait for it, or cancel it.", {});
    this.#count += 1;
    const growth: Growth = {
      id: `growth-${this.#workbench.clock().getTime()}-${this.#count}`,
      events: [],
      stop: new AbortController(),
      bell: new Bell(),
      finished: Promise.resolve(),
      over: false,
    };
    this.#latest = growth;
    growth.finished = this.#work(growth, paths);
    return growth.id;
  }

  running(): string | null {
    return this.#latest !== null && !this.#latest.over ? this.#latest.id : null;
  }

  cancel(id: string): void {
    this.#find(id).stop.abort();
  }

  log(id: string): NumberedLog<GrowthEvent> {
    const growth = this.#find(id);
    return {
      after: async (seq) => growth.events.slice(seq).map(({ seq: number, event }) => ({ seq: number, data: event })),
      ended: async () => growth.over,
      changed: (milliseconds, signal) => growth.bell.wait(milliseconds, signal),
    };
  }

  async close(): Promise<void> {
    this.#latest?.stop.abort();
    await this.#latest?.finished;
  }

  async #work(growth: Growth, paths: readonly string[]): Promise<void> {
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1000;
    say(growth, { kind: "growth-started", growth: growth.id, paths });
    const onProgress = thinned((progress: GrowProgress) =>
      say(growth, {
        kind: "growth-progress",
        stage: progress.stage,
        done: progress.done,
        total: progress.total,
        label: progress.label ?? "",
        documents: progress.documents ?? null,
        sentences: progress.sentences ?? null,
        sentencesPerSecond: progress.sentencesPerSecond ?? null,
        secondsLeft: progress.secondsLeft ?? null,
        seconds: seconds(),
      }),
    );
    try {
      const result = await this.#workbench.grow(paths, { signal: growth.stop.signal, onProgress });
      const { added, updated, unchanged, failed } = result.documents;
      await this.#afterwards();
      say(growth, { kind: "growth-finished", added, updated, unchanged, failed, seconds: seconds(), version: result.version });
    } catch (thrown) {
      const { code, message } = asHortusError(thrown);
      say(growth, { kind: "growth-failed", code, message });
    } finally {
      growth.over = true;
      growth.bell.ring();
    }
  }

  #find(id: string): Growth {
    if (this.#latest?.id !== id)
      throw new HortusError("run.not_found", `No growth ${id}: this server forgets all but the last one.`, { id });
    return this.#latest;
  }
}

function say(growth: Growth, event: GrowthEvent): void {
  growth.events.push({ seq: growth.events.length + 1, event });
  growth.bell.ring();
}

/** Lets through the first report of each stage, its last, and one now and then between. */
function thinned(report: (progress: GrowProgress) => void): (progress: GrowProgress) => void {
  let stage = "";
  let last = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = performance.now();
    if (progress.stage === stage && progress.done !== progress.total && now - last < PROGRESS_EVERY_MS) return;
    stage = progress.stage;
    last = now;
    report(progress);
  };
}
