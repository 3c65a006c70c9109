// A backup of the garden to take home, and how it is put back.

import { useState } from "react";
import type { BackupAnswer } from "#apps/server/api.ts";
import { Refusal, Waiting } from "../shell/states.tsx";
import { post } from "../talk/client.ts";
import { useWork } from "../talk/use-work.ts";

export function Backup() {
  const work = useWork();
  const [made, setMade] = useState<BackupAnswer | null>(null);
  return (
    <section className="past-part" aria-label="Backup">
      <h2>Backup</h2>
      <p className="hint">The garden with its branches, runs and judgements as one file, every part checked.</p>
      <button
        type="button"
        disabled={work.busy !== null}
        onClick={() => work.run("Copying and checking…", async () => setMade(await post<BackupAnswer>("/api/backups")))}
      >
        Make a backup
      </button>
      {work.busy === null ? null : <Waiting label={work.busy} />}
      {work.error === null ? null : <Refusal error={work.error} />}
      {made === null ? null : (
        <>
          <p>
            <a className="button primary-link" href={`/api/backups/${made.sha256}`} download={made.name}>
              Download {made.name}
            </a>{" "}
            <span className="hint numbers">{size(made.bytes)}</span>
          </p>
          <p className="hint">
            Put back on the command line, into a new folder: <code>npx hortus restore {made.name} --garden FOLDER</code>
          </p>
          <p className="hint digest">
            sha256 <code>{made.sha256}</code>
          </p>
        </>
      )}
    </section>
  );
}

function size(bytes: number): string {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
