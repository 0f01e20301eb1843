/** What a demo is a demo of: kept beside its state, so that the next start goes on with the same floor and the same orders. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { dayMs, hourMs } from "@floorplane/contracts/units";
import type { FaultName } from "@floorplane/simulator/field-kit/faults";
import type { DayOptions } from "../day/plan-day.ts";
import type { StateFolder } from "../running/state-folder.ts";

export interface DemoPlan extends Omit<DayOptions, "site" | "within"> {
  /** Vehicles that misbehave, one after the other. */
  readonly faults?: readonly FaultName[];
}

const file = "demo.json";
const seed = 1;
/** What waits at the door when the demo opens: the floor is at work from its first minute. */
const overnight = 12;
/** A busy day of the fitted profile (its mean is about 110 orders): forty robots have something to do. */
const retailPerDay = 400;
const openingHour = 10;
/** A truck an hour and a half: the receiving station is never long without work. */
const deliveriesPerDay = 16;

export interface DemoWish {
  readonly robots?: number;
  readonly orders?: readonly string[];
  readonly profile?: "retail" | "b2c";
  readonly perDay?: number;
  readonly deliveries?: number;
  readonly onPallets?: number;
  readonly faults?: readonly FaultName[];
}

/** The plan of a folder, made from the wish at the first start. Throws `bad-option` when a later wish contradicts it. */
export function demoPlan(state: StateFolder, wish: DemoWish, now: number): DemoPlan {
  const kept = state.readJson<DemoPlan>(file);
  if (kept) {
    for (const [name, value] of Object.entries(wish) as [keyof DemoWish, unknown][])
      if (value !== undefined && JSON.stringify(value) !== JSON.stringify(kept[name]))
        throw contradiction(name, kept[name], state.path);
    return kept;
  }
  const plan: DemoPlan = {
    seed,
    robots: wish.robots ?? 40,
    rate: 1,
    tight: false,
    // A day of orders out of files ends; trucks that come every day would not let it.
    deliveries: wish.deliveries ?? (wish.orders ? 0 : deliveriesPerDay),
    startAt: Math.floor(now / dayMs) * dayMs + openingHour * hourMs,
    ...(wish.orders ? { orders: wish.orders } : { overnight, profile: wish.profile ?? "retail" }),
    ...perDayOf(wish),
    ...(wish.onPallets === undefined ? {} : { onPallets: wish.onPallets }),
    ...(wish.faults ? { faults: wish.faults } : {}),
  };
  state.writeJson(file, plan);
  return plan;
}

function perDayOf({ orders, profile, perDay }: DemoWish): { perDay?: number } {
  if (perDay !== undefined) return { perDay };
  return orders || profile === "b2c" ? {} : { perDay: retailPerDay };
}

function contradiction(name: keyof DemoWish, kept: unknown, folder: string): FloorplaneError {
  const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const was = kept === undefined ? `without ${option}` : `with ${option} ${String(kept)}`;
  return new FloorplaneError({
    code: "bad-option",
    message: `the demo in ${folder} was begun ${was}: leave ${option} out to go on, or add --fresh to begin anew`,
    field: option,
  });
}
