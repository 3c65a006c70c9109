// Other lines of the garden's history: listed, made, stood on, merged and deleted.

import { type FormEvent, useState } from "react";
import type { BranchesAnswer } from "#apps/server/api.ts";
import { Confirm } from "../shell/confirm.tsx";
import { linkTo } from "../shell/router.ts";
import { Answered } from "../shell/states.tsx";
import { counted } from "../shell/words.ts";
import { post } from "../talk/client.ts";
import { useAnswer } from "../talk/use-answer.ts";
import type { Work } from "../talk/use-work.ts";

type Branch = BranchesAnswer["branches"][number];

export function Branches({ work, onChanged }: { readonly work: Work; readonly onChanged: () => void }) {
  const asked = useAnswer<BranchesAnswer>("/api/branches");
  const act = (label: string, path: string, body?: unknown) => work.run(label, () => post(path, body).then(onChanged));
  return (
    <section className="past-part" aria-label="Branches">
      <h2>Branches</h2>
      <p className="hint">Another line of the same garden, to try something without touching this one.</p>
      <Answered asked={asked} label="Fetching branches…">
        {({ here, branches }) =>
          branches.length === 0 ? (
            <p className="hint">This garden lives in a database. Bring it into a folder to branch it or to make a backup.</p>
          ) : (
            <>
              <ul className="branches">
                {branches.map((branch) => (
                  <BranchRow key={branch.name} branch={branch} here={here} busy={work.busy !== null} act={act} />
                ))}
              </ul>
              <NewBranch busy={work.busy !== null} onMake={(body) => act(`Making the branch ${body.name}…`, "/api/branches", body)} />
            </>
          )
        }
      </Answered>
    </section>
  );
}

type Act = (label: string, path: string, body?: unknown) => void;

function BranchRow(props: { readonly branch: Branch; readonly here: string; readonly busy: boolean; readonly act: Act }) {
  const { branch, here, busy, act } = props;
  const { name, version, from, changes } = branch;
  const path = `/api/branches/${encodeURIComponent(name)}`;
  const standing = name === here;
  return (
    <li className={standing ? "branch standing" : "branch"}>
      <p>
        <strong>{name}</strong> <span className="hint numbers">version {version}</span>
        {standing ? <span className="change-mark">you are here</span> : null}
      </p>
      {from === null ? null : (
        <p className="hint">
          left {from.name} at version {from.version}, {counted(changes, "change")} since
        </p>
      )}
      {standing ? null : (
        <div className="change-tools">
          <button type="button" className="quiet" disabled={busy} onClick={() => act(`Going to ${name}…`, `${path}/switch`)}>
            Go there
          </button>
          <a className="button quiet" href={linkTo("history", null, { from: here, to: name })}>
            Compare
          </a>
          <Merge name={name} here={here} busy={busy} onMerge={(body) => act(`Merging ${name}…`, `${path}/merge`, body)} />
          {name === "main" ? null : (
            <Delete name={name} busy={busy} onDelete={(body) => act(`Deleting ${name}…`, `${path}/delete`, body)} />
          )}
        </div>
      )}
    </li>
  );
}

function Merge(props: {
  readonly name: string;
  readonly here: string;
  readonly busy: boolean;
  readonly onMerge: (body: { readonly prefer?: string }) => void;
}) {
  const { name, here, busy, onMerge } = props;
  const [prefer, setPrefer] = useState("");
  return (
    <span className="branch-choice">
      <Confirm
        label="Merge"
        question={`Bring what ${name} has into ${here}?`}
        sure="Merge"
        disabled={busy}
        onSure={() => onMerge(prefer === "" ? {} : { prefer })}
      />
      <select
        aria-label={`Where ${name} and ${here} contradict each other`}
        value={prefer}
        onChange={(event) => setPrefer(event.target.value)}
      >
        <option value="">refuse where both changed the same</option>
        <option value="ours">keep what {here} has</option>
        <option value="theirs">take what {name} has</option>
      </select>
    </span>
  );
}

function Delete({
  name,
  busy,
  onDelete,
}: {
  readonly name: string;
  readonly busy: boolean;
  readonly onDelete: (body: { readonly force: boolean }) => void;
}) {
  const [force, setForce] = useState(false);
  return (
    <span className="branch-choice">
      <Confirm
        label="Delete"
        question={force ? `Delete ${name} with what only it holds?` : `Delete ${name}?`}
        sure="Delete"
        disabled={busy}
        onSure={() => onDelete({ force })}
      />
      <label className="choice">
        <input type="checkbox" checked={force} onChange={(event) => setForce(event.target.checked)} />
        even what only it holds
      </label>
    </span>
  );
}

function NewBranch({
  busy,
  onMake,
}: {
  readonly busy: boolean;
  readonly onMake: (body: { readonly name: string; readonly at?: number }) => void;
}) {
  const make = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const at = String(form.get("at") ?? "").trim();
    onMake({ name: String(form.get("name")).trim(), ...(at === "" ? {} : { at: Number(at) }) });
  };
  return (
    <form className="new-branch" aria-label="New branch" onSubmit={make}>
      <label>
        <span>New branch</span>
        <input
          name="name"
          required
          maxLength={64}
          pattern="[a-z0-9]([a-z0-9._\-]*[a-z0-9])?"
          title="Small letters, digits, - _ ."
          placeholder="trial"
        />
      </label>
      <label>
        <span>At version</span>
        <input name="at" type="number" min={0} placeholder="newest" />
      </label>
      <button type="submit" disabled={busy}>
        Make
      </button>
    </form>
  );
}
