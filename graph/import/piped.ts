// Text through a parser that is a stream: what either side throws reaches whoever reads, and whoever stops early stops both.

import { Readable, type Transform } from "node:stream";

export async function* piped(pieces: AsyncIterable<string>, parser: Transform): AsyncGenerator<unknown> {
  const source = Readable.from(pieces, { objectMode: true, highWaterMark: 1 });
  source.on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    yield* parser;
  } finally {
    source.destroy();
    parser.destroy();
  }
}
