/** Steps of one wave on its chart, and its book-keeping. What a departing wave sets in motion is in `waves.ts`. */
import { type OrderId, WaveId } from "@floorplane/contracts/ids";
import { Machines } from "@floorplane/runtime/machines";
import type { Desk } from "@floorplane/runtime/room";
import { isClosed, type Order } from "../orders/order.ts";
import type { Warehouse } from "../warehouse.ts";
import { type WaveEvent, waveMachine } from "./wave.machine.ts";
import type { Wave } from "./wave.ts";

const machines = new Machines("wave", waveMachine);

/** Opens a wave for an order; its first member comes with `stepWave`. */
export function openWave(w: Warehouse, desk: Desk, { carrier, region, cutOffAt }: Order): Wave {
  const wave = WaveId(`W${w.counters.next("wave")}`);
  const untilLead = cutOffAt - w.settings.waveLeadMs - desk.now;
  const { row } = machines.begin(
    wave,
    {
      orders: 0,
      full: w.settings.waveOrders,
      waitMs: Math.max(0, Math.min(w.settings.waveWaitMs, untilLead)),
    },
    desk,
  );
  return w.waves.add({ wave, machine: row, carrier, region, cutOffAt, openedAt: desk.now, orders: [] });
}

/** Takes the step; answers whether the wave goes now. */
export function stepWave(w: Warehouse, desk: Desk, wave: Wave, event: WaveEvent | { type: string }): boolean {
  const before = wave.machine.value;
  const { row, changed } = machines.step(wave.wave, wave.machine, event as WaveEvent, desk);
  if (!changed) return false;
  wave.machine = row;
  w.waves.touch(wave);
  return before === "gathering" && row.value === "released";
}

export const isGathering = (wave: Wave): boolean => wave.machine.value === "gathering";

/** An order that leaves before its wave goes (cancelled). */
export function leaveWave(w: Warehouse, desk: Desk, order: Order): void {
  const wave = order.wave && w.waves.get(order.wave);
  if (!wave || !isGathering(wave)) return;
  wave.orders = wave.orders.filter((id: OrderId) => id !== order.order);
  w.waves.touch(wave);
  stepWave(w, desk, wave, { type: "order.left" });
  order.wave = null;
}

/** The wave is done when its last order is. */
export function orderClosedInWave(w: Warehouse, desk: Desk, order: Order): void {
  const wave = order.wave && w.waves.get(order.wave);
  if (!wave || isGathering(wave)) return;
  const open = wave.orders.some((id) => {
    const other = w.orders.get(id);
    return other !== undefined && !isClosed(other.state);
  });
  if (!open) stepWave(w, desk, wave, { type: "orders.closed" });
}
