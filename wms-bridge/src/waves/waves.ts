/** Gathers allocated orders into waves by carrier, region and cut-off, and sends a departing wave's orders onto the floor. */
import type { WaveId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { Order } from "../orders/order.ts";
import { sendTours } from "../orders/tours.ts";
import type { Warehouse } from "../warehouse.ts";
import type { Wave } from "./wave.ts";
import { isGathering, openWave, stepWave } from "./wave-steps.ts";

export function joinWave(w: Warehouse, desk: Desk, order: Order): void {
  const wave = gathering(w, order) ?? openWave(w, desk, order);
  w.gathering.set(keyOf(wave), wave.wave);
  wave.orders.push(order.order);
  order.wave = wave.wave;
  w.waves.touch(wave);
  w.orders.touch(order);
  if (stepWave(w, desk, wave, { type: "order.joined" })) depart(w, desk, wave);
}

/** A due row of a wave's chart. */
export function fireWave(w: Warehouse, desk: Desk, id: string, event: { readonly type: string }): void {
  const wave = w.waves.get(id as WaveId);
  if (wave && stepWave(w, desk, wave, event)) depart(w, desk, wave);
}

function depart(w: Warehouse, desk: Desk, wave: Wave): void {
  w.gathering.delete(keyOf(wave));
  for (const id of wave.orders) {
    const order = w.orders.get(id)!;
    order.released = true;
    w.orders.touch(order);
    sendTours(w, desk, order);
  }
}

function gathering(w: Warehouse, order: Order): Wave | undefined {
  const id = w.gathering.get(keyOf(order));
  const wave = id && w.waves.get(id);
  return wave && isGathering(wave) ? wave : undefined;
}

/** After a restart. */
export function findGathering(w: Warehouse): void {
  for (const wave of w.waves.all()) if (isGathering(wave)) w.gathering.set(keyOf(wave), wave.wave);
}

const keyOf = ({ carrier, region, cutOffAt }: Pick<Wave, "carrier" | "region" | "cutOffAt">): string =>
  `${carrier}|${region}|${cutOffAt}`;
