/** Every fault of the field kit under its name, as `simulate --faults` and the scenarios call them. */

import { falseClocks } from "./false-clocks.ts";
import { falseOrders } from "./false-orders.ts";
import { falsePlaces } from "./false-places.ts";
import type { Fault } from "./fault.ts";
import { hands } from "./hands.ts";

export const faults = { ...falsePlaces, ...falseOrders, ...falseClocks, ...hands } as const;

export type FaultName = keyof typeof faults;
export const faultNames = Object.keys(faults) as readonly FaultName[];
export const faultOf = (name: FaultName): Fault => faults[name];
