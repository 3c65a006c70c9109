// LangGraph's checkpoints in the ledger's database, so that a run's state and its steps are one file. It knows no run and no role:
// the proof that it behaves is LangGraph's own validation suite, in tests/agents/checkpoint.

import type { RunnableConfig } from "@langchain/core/runnables";
import {
  BaseCheckpointSaver,
  type ChannelVersions,
  type Checkpoint,
  type CheckpointListOptions,
  type CheckpointMetadata,
  type CheckpointPendingWrite,
  type CheckpointTuple,
  compareWritesSortKeys,
  copyCheckpoint,
  getCheckpointId,
  maxChannelVersion,
  type PendingWrite,
  TASKS,
  WRITES_IDX_MAP,
  writesSortKey,
} from "@langchain/langgraph-checkpoint";
import type { Sqlite } from "#graph/store/sqlite.ts";
import { HortusError } from "#kernels/errors.ts";

interface CheckpointRow {
  readonly thread: string;
  readonly ns: string;
  readonly id: string;
  readonly parent: string | null;
  readonly type: string;
  readonly body: Uint8Array;
  readonly metadata_type: string;
  readonly metadata: Uint8Array;
}

interface WriteRow {
  readonly task: string;
  readonly idx: number;
  readonly path: string;
  readonly channel: string;
  readonly type: string;
  readonly body: Uint8Array;
}

/** A durable checkpointer over tables `checkpoint` and `checkpoint_write` of agents/ledger/schema.ts. */
export class SqliteSaver extends BaseCheckpointSaver {
  readonly #database: Sqlite;

  constructor(database: Sqlite) {
    super();
    this.#database = database;
  }

  override async getTuple(config: RunnableConfig): Promise<CheckpointTuple | undefined> {
    const { thread, ns } = placeOf(config, "");
    const id = getCheckpointId(config);
    const row =
      id === ""
        ? this.#database.get<CheckpointRow>("SELECT * FROM checkpoint WHERE thread = ? AND ns = ? ORDER BY id DESC LIMIT 1", thread, ns)
        : this.#database.get<CheckpointRow>("SELECT * FROM checkpoint WHERE thread = ? AND ns = ? AND id = ?", thread, ns, id);
    return row === undefined ? undefined : this.#tuple(row);
  }

  override async *list(config: RunnableConfig, options: CheckpointListOptions = {}): AsyncGenerator<CheckpointTuple> {
    const { thread_id: thread, checkpoint_ns: ns, checkpoint_id: id } = (config.configurable ?? {}) as Record<string, string | undefined>;
    const before = options.before?.configurable?.checkpoint_id as string | undefined;
    const clauses = [
      ["thread = ?", thread],
      ["ns = ?", ns],
      ["id = ?", id],
      ["id < ?", before],
    ] as const;
    const used = clauses.filter(([, value]) => value !== undefined);
    const where = used.length === 0 ? "" : `WHERE ${used.map(([sql]) => sql).join(" AND ")}`;
    const values = used.map(([, value]) => value as string);
    const rows = this.#database.all<CheckpointRow>(`SELECT * FROM checkpoint ${where} ORDER BY thread, ns, id DESC`, ...values);
    let left = options.limit ?? Number.POSITIVE_INFINITY;
    for (const row of rows) {
      if (left <= 0) return;
      const tuple = await this.#tuple(row);
      const metadata = (tuple.metadata ?? {}) as Record<string, unknown>;
      if (!Object.entries(options.filter ?? {}).every(([key, value]) => metadata[key] === value)) continue;
      left -= 1;
      yield tuple;
    }
  }

  /** Values of channels that have a new version are stored once by version; the checkpoint itself keeps only the versions. */
  override async put(
    config: RunnableConfig,
    checkpoint: Checkpoint,
    metadata: CheckpointMetadata,
    newVersions: ChannelVersions,
  ): Promise<RunnableConfig> {
    const { thread, ns } = placeOf(config);
    const parent = (config.configurable?.checkpoint_id as string | undefined) ?? null;
    const [type, body] = await this.serde.dumpsTyped({ ...copyCheckpoint(checkpoint), channel_values: {} });
    const [metadataType, metadataBody] = await this.serde.dumpsTyped(metadata);
    const changed = Object.entries(newVersions).filter(([channel]) => channel in checkpoint.channel_values);
    const values = await Promise.all(
      changed.map(async ([channel, version]) => {
        const [valueType, value] = await this.serde.dumpsTyped(checkpoint.channel_values[channel]);
        return [channel, String(version), valueType, value] as const;
      }),
    );
    this.#database.transaction(() => {
      for (const value of values) {
        const sql = "INSERT OR REPLACE INTO checkpoint_value (thread, ns, channel, version, type, body) VALUES (?, ?, ?, ?, ?, ?)";
        this.#database.run(sql, thread, ns, ...value);
      }
      this.#database.run(
        "INSERT OR REPLACE INTO checkpoint (thread, ns, id, parent, type, body, metadata_type, metadata) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ...[thread, ns, checkpoint.id, parent, type, body, metadataType, metadataBody],
      );
    });
    return { configurable: { thread_id: thread, checkpoint_ns: ns, checkpoint_id: checkpoint.id } };
  }

  override async putWrites(config: RunnableConfig, writes: PendingWrite[], taskId: string, taskPath = ""): Promise<void> {
    const { thread, ns } = placeOf(config);
    const id = config.configurable?.checkpoint_id as string | undefined;
    if (id === undefined) throw missing("checkpoint_id");
    const rows = await Promise.all(
      writes.map(async ([channel, value], at) => {
        const [type, body] = await this.serde.dumpsTyped(value);
        return { idx: WRITES_IDX_MAP[channel] ?? at, channel, type, body };
      }),
    );
    this.#database.transaction(() => {
      for (const { idx, channel, type, body } of rows) {
        // A task's ordinary write stands once written; its special ones (an error, an interrupt) replace the earlier.
        const verb = idx >= 0 ? "INSERT OR IGNORE" : "INSERT OR REPLACE";
        const sql = `${verb} INTO checkpoint_write (thread, ns, id, task, idx, path, channel, type, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;
        this.#database.run(sql, thread, ns, id, taskId, idx, taskPath, channel, type, body);
      }
    });
  }

  override async deleteThread(threadId: string): Promise<void> {
    this.#database.transaction(() => {
      this.#database.run("DELETE FROM checkpoint WHERE thread = ?", threadId);
      this.#database.run("DELETE FROM checkpoint_value WHERE thread = ?", threadId);
      this.#database.run("DELETE FROM checkpoint_write WHERE thread = ?", threadId);
    });
  }

  async #tuple(row: CheckpointRow): Promise<CheckpointTuple> {
    const place = { thread_id: row.thread, checkpoint_ns: row.ns };
    const checkpoint = (await this.serde.loadsTyped(row.type, row.body)) as Checkpoint;
    checkpoint.channel_values = await this.#values(row.thread, row.ns, checkpoint.channel_versions);
    if (checkpoint.v < 4 && row.parent !== null) await this.#movePendingSends(checkpoint, row, row.parent);
    const tuple: CheckpointTuple = {
      config: { configurable: { ...place, checkpoint_id: row.id } },
      checkpoint,
      metadata: (await this.serde.loadsTyped(row.metadata_type, row.metadata)) as CheckpointMetadata,
      pendingWrites: await this.#writes(row.thread, row.ns, row.id),
    };
    if (row.parent !== null) tuple.parentConfig = { configurable: { ...place, checkpoint_id: row.parent } };
    return tuple;
  }

  async #values(thread: string, ns: string, versions: ChannelVersions): Promise<Record<string, unknown>> {
    const values: Record<string, unknown> = {};
    const sql = "SELECT type, body FROM checkpoint_value WHERE thread = ? AND ns = ? AND channel = ? AND version = ?";
    for (const [channel, version] of Object.entries(versions ?? {})) {
      const row = this.#database.get<{ type: string; body: Uint8Array }>(sql, thread, ns, channel, String(version));
      if (row !== undefined) values[channel] = await this.serde.loadsTyped(row.type, row.body);
    }
    return values;
  }

  async #writes(thread: string, ns: string, id: string): Promise<CheckpointPendingWrite[]> {
    const rows = this.#database.all<WriteRow>("SELECT * FROM checkpoint_write WHERE thread = ? AND ns = ? AND id = ?", thread, ns, id);
    const key = (row: WriteRow) => writesSortKey(row.path, row.task, Number(row.idx));
    rows.sort((a, b) => compareWritesSortKeys(key(a), key(b)));
    return Promise.all(
      rows.map(async (row): Promise<CheckpointPendingWrite> => [row.task, row.channel, await this.serde.loadsTyped(row.type, row.body)]),
    );
  }

  /** Checkpoints before format 4 kept pending sends beside their parent's writes; LangGraph wants them as a channel. */
  async #movePendingSends(checkpoint: Checkpoint, row: CheckpointRow, parent: string): Promise<void> {
    const writes = await this.#writes(row.thread, row.ns, parent);
    checkpoint.channel_values ??= {};
    checkpoint.channel_values[TASKS] = writes.filter(([, channel]) => channel === TASKS).map(([, , value]) => value);
    checkpoint.channel_versions ??= {};
    const versions = Object.values(checkpoint.channel_versions);
    checkpoint.channel_versions[TASKS] = versions.length > 0 ? maxChannelVersion(...versions) : this.getNextVersion(undefined);
  }
}

function placeOf(config: RunnableConfig, otherwise?: string): { readonly thread: string; readonly ns: string } {
  const thread = (config.configurable?.thread_id as string | undefined) ?? otherwise;
  if (thread === undefined) throw missing("thread_id");
  return { thread, ns: (config.configurable?.checkpoint_ns as string | undefined) ?? "" };
}

function missing(field: string): HortusError {
  return new HortusError("input.invalid", `A checkpoint needs "${field}" in its configurable part.`, { field });
}
