// Adding documents: files from this computer or a folder of the server's machine, with progress, rate, time left and every failure.

import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import type { GrowthEvent, GrowthFailure } from "#apps/server/api.ts";
import { useGarden } from "../shell/garden-context.ts";
import { linkTo } from "../shell/router.ts";
import { Refusal } from "../shell/states.tsx";
import { count, counted, duration, percent } from "../shell/words.ts";
import { post, ServerRefusal, upload } from "../talk/client.ts";
import { useEvents } from "../talk/use-events.ts";

const ACCEPTED = ".txt,.md,.html,.htm,.pdf,.jsonl,.nxml,.xml,.docx,.bib,.ris,.nbib";

export function Grow({ onGrown }: { readonly onGrown: () => void }) {
  const garden = useGarden();
  const [growth, setGrowth] = useState<string | null>(null);
  const [sending, setSending] = useState<string | null>(null);
  const [error, setError] = useState<ServerRefusal | null>(null);
  const watched = growth ?? garden.answer?.growing ?? null;
  const [held, setHeld] = useState<string | null>(null);
  useEffect(() => {
    if (watched !== null) setHeld(watched);
  }, [watched]);
  const attempt = async (work: () => Promise<string>) => {
    setError(null);
    try {
      setGrowth(await work());
    } catch (thrown) {
      setError(thrown instanceof ServerRefusal ? thrown : new ServerRefusal("internal", String(thrown)));
    }
    setSending(null);
  };
  const sendFiles = (files: readonly File[]) =>
    attempt(async () => {
      const uploads: string[] = [];
      for (const [place, file] of files.entries()) {
        setSending(`Sending ${place + 1} of ${files.length}: ${file.name}`);
        uploads.push((await upload(file)).name);
      }
      return (await post<{ growth: string }>("/api/grow", { uploads })).growth;
    });
  const growFolder = (path: string) => attempt(async () => (await post<{ growth: string }>("/api/grow", { paths: [path] })).growth);
  return (
    <section className="grow" aria-label="Add documents">
      <div className="grow-ways">
        <FilePicker disabled={sending !== null} onFiles={sendFiles} />
        <FolderPath onPath={growFolder} />
      </div>
      {sending === null ? null : <p className="hint">{sending}</p>}
      {error === null ? null : <Refusal error={error} />}
      {held === null ? null : <Growth key={held} id={held} onGrown={onGrown} />}
    </section>
  );
}

function FilePicker({ disabled, onFiles }: { readonly disabled: boolean; readonly onFiles: (files: readonly File[]) => void }) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same by keyboard.
    <div
      className={over ? "drop over" : "drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      <button type="button" disabled={disabled} onClick={() => input.current?.click()}>
        Choose files
      </button>
      <span className="hint">or drop them here: PDF, text, Markdown, HTML, Word, JSONL, JATS, BibTeX, RIS</span>
      <input
        ref={input}
        className="hidden-text"
        type="file"
        multiple
        accept={ACCEPTED}
        tabIndex={-1}
        aria-label="Files to add"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </div>
  );
}

function FolderPath({ onPath }: { readonly onPath: (path: string) => void }) {
  const id = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onPath(String(new FormData(event.currentTarget).get("path")).trim());
  };
  return (
    <form className="folder" onSubmit={submit}>
      <label htmlFor={id}>
        <span>Or a folder on the server's machine</span>
      </label>
      <div className="folder-line">
        <input id={id} name="path" required placeholder="/full/path/to/papers" spellCheck={false} />
        <button type="submit">Grow</button>
      </div>
    </form>
  );
}

interface Growing {
  readonly progress: Extract<GrowthEvent, { kind: "growth-progress" }> | null;
  readonly finished: Extract<GrowthEvent, { kind: "growth-finished" }> | null;
  readonly failed: Extract<GrowthEvent, { kind: "growth-failed" }> | null;
}

const NOT_YET: Growing = { progress: null, finished: null, failed: null };

function tell(before: Growing, event: GrowthEvent): Growing {
  switch (event.kind) {
    case "growth-started":
      return NOT_YET;
    case "growth-progress":
      return { ...before, progress: event };
    case "growth-finished":
      return { ...before, finished: event };
    case "growth-failed":
      return { ...before, failed: event };
  }
}

function Growth({ id, onGrown }: { readonly id: string; readonly onGrown: () => void }) {
  const { value: growing, ended } = useEvents<Growing, GrowthEvent>(`/api/grow/${encodeURIComponent(id)}/events`, NOT_YET, tell);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was shown is old once the growth ends.
  useEffect(() => {
    if (ended) onGrown();
  }, [ended]);
  if (growing.failed !== null) return <Refusal error={new ServerRefusal(growing.failed.code, growing.failed.message)} />;
  if (growing.finished !== null) return <Grown finished={growing.finished} />;
  return <Going id={id} growing={growing} />;
}

function Going({ id, growing: { progress } }: { readonly id: string; readonly growing: Growing }) {
  return (
    <div className="growth">
      <progress {...(progress === null || progress.total === 0 ? {} : { value: progress.done, max: progress.total })} aria-label="Growth" />
      <p className="growth-line hint numbers">
        <span>{progress === null ? "Starting…" : described(progress)}</span>
        <button
          type="button"
          className="quiet"
          onClick={() => void post(`/api/grow/${encodeURIComponent(id)}/cancel`).catch(() => undefined)}
        >
          Cancel
        </button>
      </p>
    </div>
  );
}

/** `reading · 31 % · 420 documents, 9,310 sentences · 5,200 sentences per second · about 12 s left` */
function described(progress: NonNullable<Growing["progress"]>): string {
  const { stage, done, total, label, documents, sentences, sentencesPerSecond, secondsLeft } = progress;
  return [
    stage,
    total > 0 ? percent(done / total) : "",
    documents === null ? "" : `${counted(documents, "document")}, ${counted(sentences ?? 0, "sentence")}`,
    sentencesPerSecond === null ? "" : `${count(Math.round(sentencesPerSecond))} sentences per second`,
    secondsLeft === null ? "" : `about ${duration(secondsLeft)} left`,
    label,
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

function Grown({ finished }: { readonly finished: NonNullable<Growing["finished"]> }) {
  const { added, updated, unchanged, failed } = finished;
  return (
    <div className="grown" role="status">
      <p>
        {counted(added, "document")} added, {updated} updated, {unchanged} unchanged, in {duration(finished.seconds)}.{" "}
        <a href={linkTo("garden")}>See the garden</a>
      </p>
      {failed.length === 0 ? null : <Failures failed={failed} />}
    </div>
  );
}

function Failures({ failed }: { readonly failed: readonly GrowthFailure[] }) {
  return (
    <details className="failures" open>
      <summary>{counted(failed.length, "document")} could not be read</summary>
      <ul>
        {failed.map((failure) => (
          <li key={failure.path}>
            <strong>{failure.path}</strong> {failure.message} <code>{failure.code}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
