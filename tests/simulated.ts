/** One run of `floorplane simulate --json`, and what its answer must say of a day that was read independently. */
import { inputDay, type OrderGoods } from "./order-goods.ts";
import { run } from "./stories/a-command.ts";

export interface SimulatedDay {
  readonly code: number | null;
  readonly json: Readonly<Record<string, unknown>> & {
    readonly traceHash: string;
    readonly virtualSeconds: number;
    readonly wallSeconds: number;
    readonly busyRobotSeconds: number;
    readonly utilisation: number;
    readonly peakRssMb: number;
  };
}

export async function simulated(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<SimulatedDay> {
  const { code, stdout, stderr } = await run(["simulate", ...args, "--json"], { env });
  const last = stdout.trimEnd().split("\n").at(-1);
  if (!last?.startsWith("{"))
    throw new Error(`simulate ${args.join(" ")} ended with ${code}: ${stderr.slice(-4_000)}`);
  return { code, json: JSON.parse(last) as SimulatedDay["json"] };
}

/** The conditions of a whole day, for `toMatchObject`: everything asked is shipped, only orders without goods are refused, nobody met, nobody stuck. */
export function aWholeDay(csv: string): object {
  const { goods, withoutGoods } = inputDay(csv);
  const orders = Object.values(goods);
  const lines = orders.reduce((sum, each) => sum + Object.keys(each).length, 0);
  const units = orders.reduce((sum, each) => sum + Object.values(each).reduce((all, one) => all + one, 0), 0);
  return {
    orders: {
      received: orders.length + withoutGoods.length,
      accepted: orders.length,
      rejected: withoutGoods.length,
      shipped: orders.length,
      cancelled: 0,
      open: 0,
    },
    lines: { asked: lines, picked: lines, short: 0 },
    units: { asked: units, shipped: units, short: 0, conserved: true },
    faults: {
      rejectedWithGoods: [],
      unanswered: 0,
      shippedTwice: [],
      unclaimedParcels: [],
      phantomParcels: [],
      mistoldParcels: [],
      mistoldPallets: [],
      wrongShipments: [],
      unbalanced: [],
    },
    collisions: 0,
    deadlocks: 0,
  };
}

export const goodsOf = (csv: string): OrderGoods => inputDay(csv).goods;
