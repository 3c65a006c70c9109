// The ledger as a backup takes it: a database beside the garden's, opened once to be checked.

import { openLedger } from "#agents/ledger/ledger.ts";
import type { OtherDatabase } from "#graph/backup/manifest.ts";

/** In a copy nobody works on any run: all of them can be gone on with. */
export const LEDGER: OtherDatabase = {
  name: "ledger.db",
  check: async (folder) => (await openLedger(folder, { processAlive: () => false }))[Symbol.asyncDispose](),
};
