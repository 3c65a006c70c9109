// A process that asks a garden something without end, to be killed while it waits: `asking-child.ts FILE`.

import { openSqlFace } from "#graph/query/sql-face.ts";

const face = openSqlFace(process.argv[2]!);
await face.run("SELECT 1");
process.stdout.write("asking\n");
await face.run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n", { timeoutMs: 600_000 });
