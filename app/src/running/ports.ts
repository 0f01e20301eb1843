/** Ports on loopback: picked by the system where nobody asked for one, and refused in one sentence where somebody else has it. */
import { createServer } from "node:net";
import { FloorplaneError } from "@floorplane/contracts/errors";

export const loopback = "127.0.0.1";

/** Ports that were free just now, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listening(0)));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}

/** Throws where two options choose one port, or another program has it; 0 is any that is free. */
export async function mustAllBeFree(
  chosen: readonly (readonly [port: number, option: string])[],
): Promise<void> {
  for (const [index, [port, option]] of chosen.entries()) {
    const other = port === 0 ? undefined : chosen.slice(0, index).find(([before]) => before === port);
    if (other)
      throw new FloorplaneError({
        code: "bad-option",
        message: `${option} and ${other[1]} both choose port ${port}; choose another for one of them`,
        field: option,
      });
    await mustBeFree(port, option);
  }
}

/** Throws `port-in-use` with the option that chooses another. */
async function mustBeFree(port: number, option: string): Promise<void> {
  try {
    const server = await listening(port);
    await new Promise((closed) => server.close(closed));
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === "EACCES"
        ? "may not be opened by this user"
        : "is in use by another program";
    throw new FloorplaneError({
      code: "port-in-use",
      message: `port ${port} ${reason}: choose another with ${option} N`,
      field: option,
    });
  }
}

function listening(port: number) {
  const server = createServer();
  return new Promise<typeof server>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, loopback, () => resolve(server));
  });
}
