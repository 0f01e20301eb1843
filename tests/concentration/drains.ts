/** One rush on one floor, and what must be true of it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SimulatedDay, simulated } from "../simulated.ts";
import { type narrowSites, writeNarrowSite } from "./narrow-sites.ts";
import { rushCsv, rushes } from "./rushes.ts";

export interface RushRun {
  readonly rush: keyof typeof rushes;
  readonly robots: number;
  readonly seed: number;
  /** The site that is drawn for the orders where absent. */
  readonly site?: keyof typeof narrowSites;
}

export async function runRush({ rush, robots, seed, site }: RushRun): Promise<SimulatedDay> {
  const folder = mkdtempSync(join(tmpdir(), "floorplane-rush-"));
  try {
    const orders = join(folder, "orders.csv");
    writeFileSync(orders, rushCsv(rushes[rush]));
    const layout = site ? ["--layout", writeNarrowSite(join(folder, "site"), site, robots)] : [];
    return await simulated(["--orders", orders, "--robots", `${robots}`, "--seed", `${seed}`, ...layout]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Everything shipped, in time; nobody met, nobody is stuck for good. */
export const drained = (rush: keyof typeof rushes): object => ({
  orders: { received: rushes[rush].orders, shipped: rushes[rush].orders, open: 0, late: 0 },
  collisions: 0,
  deadlocks: 0,
});
