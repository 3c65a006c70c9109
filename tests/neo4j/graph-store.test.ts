// The exam of every GraphStore, sat by a garden that lives in a real Neo4j.

import { graphStoreConformance } from "#tests/conformance/graph-store.ts";
import { emptyGardenDatabase } from "./server-database.ts";

graphStoreConformance("Neo4j", emptyGardenDatabase);
