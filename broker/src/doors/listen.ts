/** Opens a listener and says in one sentence what is in its way. */
import type { Server } from "node:net";
import { FloorplaneError } from "@floorplane/contracts/errors";

/** Resolves with the port, which the system chooses for 0. */
export function listen(server: Server, { port, host }: { port: number; host: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE"
          ? new FloorplaneError({
              code: "port-in-use",
              message: `port ${port} is in use; stop what uses it or choose another for the broker`,
              field: "port",
            })
          : error,
      ),
    );
    server.listen({ port, host }, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}
