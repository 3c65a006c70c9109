// Binds the server to an address and gives it back. The only place that opens a port.

import { createServer as createHttpServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer } from "#apps/server/app.ts";
import type { Workbench } from "#apps/server/workbench-face.ts";
import { HortusError } from "#kernels/errors.ts";

/**
 * Serves the API under /api, the OpenAI-compatible API under /v1 and, when `pageFolder` is given, the page at /.
 * Port 0 takes a free one. The URL answers when this resolves.
 * @throws `server.port_in_use`
 */
export async function startServer(
  workbench: Workbench,
  options: { readonly port: number; readonly host: string; readonly pageFolder: string | null },
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { app, close } = createServer(workbench, options);
  const http = createHttpServer(app);
  await listen(http, options.port, options.host);
  const { port } = http.address() as AddressInfo;
  const host = options.host.includes(":") ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      await close();
      http.closeAllConnections();
      await closed;
    },
  };
}

function listen(http: HttpServer, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      reject(taken ? new HortusError("server.port_in_use", `Port ${port} is taken; choose another with --port.`, { port }, error) : error);
    });
    http.listen(port, host, resolve);
  });
}
