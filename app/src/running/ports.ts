/** Ports on loopback: picked by the system where nobody asked for one, and refused in one sentence where somebody else has it. */
import { createServer } from "node:net";
import { FloorplaneError } from "@floorplane/contracts/errors";

export const loopback = "127.0.0.1";

/** Below those that the system gives to outgoing connections (from 32,768 on Linux), which would take one between the looking and the listening. */
const least = 12_000;
const span = 18_000;
/** Where to look next: each process begins elsewhere, and looks at none twice. */
let next = (process.pid * 97) % span;

/** Ports that were free just now, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  for (let tries = 0; ports.length < count && tries < span; tries++) {
    const port = least + (next++ % span);
    if (await isFree(port)) ports.push(port);
  }
  if (ports.length === count) return ports;
  throw new FloorplaneError({
    code: "port-in-use",
    message: `fewer than ${count} ports from ${least} to ${least + span - 1} are free: end what holds them`,
  });
}

async function isFree(port: number): Promise<boolean> {
  try {
    const server = await listening(port);
    await new Promise((closed) => server.close(closed));
    return true;
  } catch {
    return false;
  }
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
  }
  for (const [port, option] of chosen) await mustBeFree(port, option);
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
