/**
 * Sockets that wait for connections. Node takes one connection of each in a turn of its loop (libuv 1.52, `uv__server_io`), however many wait: with turns of five milliseconds a program that opens a thousand
 * would wait five seconds for the last, and be neither answered nor refused. So there are several for one port (SO_REUSEPORT, Linux), among which the system deals connections out.
 */
import type { Server as HttpServer } from "node:http";
import { createServer, type ListenOptions, type Server, type Socket } from "node:net";

/** Connections that are taken in one turn. */
const listenersMax = process.platform === "linux" ? 64 : 1;
/** Connections that wait to be taken, at each; a program with many workers opens them all at once. */
const backlog = 512;

/** How each of them listens. */
export const shared: { readonly backlog: number; readonly reusePort?: boolean } = {
  backlog,
  ...(listenersMax > 1 ? { reusePort: true } : {}),
};

/** Two houses could share a port unseen; who asks for it alone is refused where anybody has it. Rejects with the system's own error. */
export async function judgePort(host: string, port: number): Promise<void> {
  if (port === 0 || listenersMax === 1) return;
  const alone = createServer();
  await listening(alone, { host, port });
  await closed(alone);
}

/** Those beside `server`'s own, which listens there as `shared` says. Answers what ends them: at once nobody is taken any more, and it resolves when the connections that they took, which are the server's to end, are gone. */
export async function listenBeside(
  server: HttpServer,
  host: string,
  port: number,
): Promise<() => Promise<void>> {
  const all: Server[] = [];
  const end = async (): Promise<void> => void (await Promise.all(all.map(closed)));
  try {
    while (all.length < listenersMax - 1) {
      const one = createServer({ allowHalfOpen: true, noDelay: true });
      one.on("connection", (socket: Socket) => void server.emit("connection", socket));
      await listening(one, { host, port, ...shared });
      all.push(one);
    }
    return end;
  } catch (error) {
    await end();
    throw error;
  }
}

const listening = (server: Server, where: ListenOptions): Promise<void> =>
  new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(where, () => {
      server.off("error", failed);
      done();
    });
  });

const closed = (server: Server): Promise<void> =>
  new Promise((done) => {
    server.close(() => done());
  });
