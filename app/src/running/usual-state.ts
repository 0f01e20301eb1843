/** The state folder that a command means where none is named. */
import { existsSync } from "node:fs";
import { isHolding } from "./running.ts";
import { demoState, houseState, StateFolder } from "./state-folder.ts";

/** The folders that commands use unasked. */
export const usualStates = [demoState, houseState];

/** The first of them from which something runs, else the first that there is. */
export function usualState(): string {
  const there = usualStates.filter((path) => existsSync(path));
  return there.find((path) => isHolding(new StateFolder(path), "command")) ?? there[0] ?? demoState;
}
