// A Neo4j database as a person writes it: `neo4j://user@host:port/database`. It refuses passwords: those come from the environment.

import { hash } from "node:crypto";
import { HortusError } from "#kernels/errors.ts";

export interface Neo4jAddress {
  /** What the driver connects to: scheme, host, port and routing policy; no user, no database. */
  readonly server: string;
  readonly user: string;
  /** Null is the user's home database. */
  readonly database: string | null;
}

const SCHEMES = ["neo4j:", "neo4j+s:", "neo4j+ssc:", "bolt:", "bolt+s:", "bolt+ssc:"];
const USUAL_USER = "neo4j";
const EXAMPLE = "neo4j://neo4j@localhost:7687/neo4j";

/** @throws `usage.invalid`, without repeating what was written when it may hold a password */
export function parseNeo4jAddress(text: string): Neo4jAddress {
  if (!URL.canParse(text)) throw new HortusError("usage.invalid", `That is no address of a Neo4j database; write one like ${EXAMPLE}.`);
  const url = new URL(text);
  if (!SCHEMES.includes(url.protocol) || url.hostname === "") {
    throw new HortusError(
      "usage.invalid",
      `An address of a Neo4j database starts with neo4j:// or bolt:// and names a host, like ${EXAMPLE}.`,
    );
  }
  if (url.password !== "") {
    throw new HortusError("usage.invalid", "Leave the password out of the address; put it into the environment as NEO4J_PASSWORD.");
  }
  const [database = "", ...more] = url.pathname.split("/").slice(1).filter(Boolean).map(decoded);
  if (more.length > 0) throw new HortusError("usage.invalid", `An address names one database, after the port: ${EXAMPLE}.`);
  return {
    server: `${url.protocol}//${url.host}${url.search}`,
    user: decoded(url.username) || USUAL_USER,
    database: database || null,
  };
}

const USUAL_PORT = "7687";

/**
 * A name for what belongs to the database on this machine: legible, one for each database, the same whoever asks and by which scheme.
 * A database that the address leaves to the server is "home".
 */
export function homeName({ server, database }: Neo4jAddress): string {
  const { hostname, port } = new URL(server);
  const place = `${hostname}:${port || USUAL_PORT}/${database ?? ""}`.toLowerCase();
  const legible = `${hostname}-${port || USUAL_PORT}-${database ?? "home"}`.toLowerCase().replace(/[^a-z0-9.-]+/g, "_");
  return `${legible}-${hash("sha256", place, "hex").slice(0, 8)}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new HortusError("usage.invalid", `The address holds a "%" that encodes nothing; write one like ${EXAMPLE}.`);
  }
}
