// Why a document could not be read: a value, because one bad file must never stop the others.

import { asHortusError, type ErrorCode, HortusError } from "#kernels/errors.ts";

export type ReadFailure = { readonly path: string; readonly code: ErrorCode; readonly message: string };

/** A thrown value as the failure of one path. What no reader foresaw is a parser giving up, so it counts as `document.corrupt`. */
export function failureOf(path: string, thrown: unknown): ReadFailure {
  if (thrown instanceof HortusError) return { path, code: thrown.code, message: thrown.message };
  const fileCode = fileErrorCode(thrown);
  if (fileCode !== null) return fileFailure(path, fileCode);
  const reason = firstLine(asHortusError(thrown).message);
  return {
    path,
    code: "document.corrupt",
    message: `${path} cannot be parsed (${reason}). Open it in another program and save it again, or leave it out.`,
  };
}

/** The failure of a path that the file system refused. */
export function fileFailure(path: string, errno: string): ReadFailure {
  if (errno === "ENOENT") {
    return { path, code: "document.not_found", message: `${path} does not exist. Check the spelling, or where the link points.` };
  }
  const reason =
    errno === "ELOOP"
      ? "its symbolic links form a loop. Point the link at the file itself"
      : errno === "EACCES" || errno === "EPERM"
        ? "permission denied. Give yourself read permission (chmod u+r)"
        : `the file system answered ${errno}. Check the disk, then try again`;
  return { path, code: "document.unreadable", message: `${path} cannot be read: ${reason}.` };
}

/** `EACCES`, `ENOENT`, … of an error the file system threw; null for any other value. */
export function fileErrorCode(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || !("syscall" in thrown) || !("code" in thrown)) return null;
  return typeof thrown.code === "string" ? thrown.code : null;
}

function firstLine(message: string): string {
  return (message.split("\n", 1)[0] ?? "").slice(0, 160).replace(/[.\s]+$/, "");
}
