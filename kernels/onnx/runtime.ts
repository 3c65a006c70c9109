// The one door to onnxruntime-node: opening sessions, with usage reporting off. It knows no graph.

import { createRequire } from "node:module";
import type { InferenceSession, Tensor as OrtTensor } from "onnxruntime-node";
import { HortusError } from "#kernels/errors.ts";

export type Tensor = OrtTensor;
export type Feeds = Record<string, Tensor>;

export interface SessionOptions {
  /** Physical cores to use. */
  readonly threads: number;
  /** Burns a core while waiting for a faster start of each operator; only where the machine is ours. */
  readonly spinning?: boolean | undefined;
}

export interface Session {
  /** Runs the graph on the calling thread; the arrays answered belong to the caller. */
  run(feeds: Feeds, outputs?: readonly string[]): Promise<Readonly<Record<string, Tensor>>>;
  release(): Promise<void>;
}

/**
 * Turns the library's usage reporting off. The library reads the real environment of the process, and a worker thread has only a
 * copy: whoever starts a worker calls this first, in its own thread.
 */
export function disableUsageReporting(environment: NodeJS.ProcessEnv): void {
  environment.ORT_DISABLE_TELEMETRY = "1";
}

let library: typeof import("onnxruntime-node") | null = null;

/** Loaded on first use, so that starting a program that needs no model costs nothing. */
function load(): typeof import("onnxruntime-node") {
  disableUsageReporting(process.env);
  library ??= createRequire(import.meta.url)("onnxruntime-node") as typeof import("onnxruntime-node");
  return library;
}

/** @throws `kernel.format` when the runtime refuses the model */
export async function openSession(path: string, options: SessionOptions): Promise<Session> {
  const sessionOptions: InferenceSession.SessionOptions = {
    executionProviders: ["cpu"],
    intraOpNumThreads: options.threads,
    interOpNumThreads: 1,
    executionMode: "sequential",
    graphOptimizationLevel: "all",
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: options.spinning ? "1" : "0" } } },
  };
  try {
    const session = await load().InferenceSession.create(path, sessionOptions);
    return {
      run: async (feeds, outputs) => (await (outputs ? session.run(feeds, outputs) : session.run(feeds))) as Record<string, Tensor>,
      release: () => session.release(),
    };
  } catch (error) {
    throw new HortusError("kernel.format", `The runtime refused the graph: ${(error as Error).message.slice(0, 400)}`, { path }, error);
  }
}

export function floatTensor(data: Float32Array, shape: readonly number[]): Tensor {
  return new (load().Tensor)("float32", data, shape);
}

export function intTensor(data: BigInt64Array, shape: readonly number[]): Tensor {
  return new (load().Tensor)("int64", data, shape);
}
