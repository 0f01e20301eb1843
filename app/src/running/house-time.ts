/** The demo's clock over restarts: where house time stood is kept each second, and the next start goes on from there. */
import type { TimeOrigin } from "@floorplane/runtime/clock/scaled-clock";
import type { StateFolder } from "./state-folder.ts";

const file = "clock.json";
const keepMs = 1_000;
/** What may have passed since the time was last kept, wall ms: house time never runs back. */
const sinceKeptMs = 2_000;

export function resumedOrigin(state: StateFolder, firstHouseMs: number, speed: number): TimeOrigin {
  const kept = state.readJson<{ readonly houseMs: number }>(file);
  return { wallMs: Date.now(), houseMs: kept ? kept.houseMs + sinceKeptMs * speed : firstHouseMs, speed };
}

export const houseTimeAt = (origin: TimeOrigin): number =>
  origin.houseMs + (Date.now() - origin.wallMs) * origin.speed;

/** Keeps the time until the returned function is called. */
export function keepHouseTime(state: StateFolder, origin: TimeOrigin): () => void {
  const keep = (): void => void state.note(file, { houseMs: Math.round(houseTimeAt(origin)) });
  keep();
  const timer = setInterval(keep, keepMs);
  return () => {
    clearInterval(timer);
    keep();
  };
}
