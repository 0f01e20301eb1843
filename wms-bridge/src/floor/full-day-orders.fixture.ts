/** What is done about orders on a full day: at the door, at a screen, and by the other warehouse. */
import { allocations, priorities } from "@floorplane/contracts/states";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { type Deeds, type FullDay, idOf } from "./full-day.fixture.ts";
import { type Client, named, query, skus } from "./full-floor.fixture.ts";
import type { Act } from "./screens.fixture.ts";

/** Each with how often it is done beside the others. */
export const orderDeeds: Deeds = [
  [30, sendOrder],
  [6, cancel],
  [8, change],
  [22, actAtScreen],
  [6, speakOfTransfer],
];

function sendOrder(day: FullDay): void {
  const { random } = day;
  const client = day.client();
  // Both give their orders the same numbers.
  const number = `O${day.orders.filter((one) => one.client === client).length + 1}`;
  const lines = day.some(skus, 3).map((sku, at) => ({
    line: `${at + 1}`,
    sku,
    quantity: 1 + random.below(random.chance(0.1) ? 60 : 9),
  }));
  const mine = day.orders.filter((one) => one.client === client).map((one) => one.number);
  const after = random.chance(0.15) ? day.some(mine, 2) : [];
  const transferTo = random.chance(0.15) ? "WAREHOUSE-2" : undefined;
  const body = {
    order: number,
    country: random.chance(0.6) ? "France" : "Japan",
    lines,
    ...(random.chance(0.8) ? { allocation: day.one(allocations) } : {}),
    ...(random.chance(0.2) ? { priority: day.one(priorities) } : {}),
    ...(after.length > 0 ? { after } : {}),
    ...(transferTo ? { transferTo } : random.chance(0.1) ? { consolidation: `TOUR/${random.below(3)}` } : {}),
    ...named(client),
  };
  if (day.post("order", wmsPaths.orders, body) !== 201) return;
  day.orders.push({ client, number, ...(transferTo ? { transferTo } : {}) });
}

function cancel(day: FullDay): void {
  const order = day.anyOrder();
  if (order) day.say("cancellation", wmsPaths.cancellation(order.number), order.client);
}

function change(day: FullDay): void {
  const order = day.anyOrder();
  if (!order) return;
  const { random } = day;
  const before = day.floor.get(wmsPaths.order(order.number) + query(order.client)).body.lines as {
    line: string;
    sku: string;
    asked: number;
  }[];
  const lines = before.map(({ line, sku, asked: quantity }) => ({ line, sku, quantity }));
  const which = random.below(lines.length);
  const unused = skus.find((sku) => !lines.some((line) => line.sku === sku));
  const way = random.below(4);
  if (way === 0 && lines.length > 1) lines.splice(which, 1);
  else if (way === 1 && unused)
    lines.push({ line: `N${++day.numbers}`, sku: unused, quantity: 1 + random.below(9) });
  else if (way === 2) lines[which]!.quantity = Math.max(1, lines[which]!.quantity - 1 - random.below(6));
  else lines[which]!.quantity += 1 + random.below(12);
  day.post("change", wmsPaths.change(order.number), { lines, ...named(order.client) });
}

function actAtScreen(day: FullDay): void {
  const one = day.anyOrder();
  if (!one) return;
  const order = idOf(one.client, one.number);
  const reason = "the buyer called";
  const act = day.one<Act>([
    { type: "order.hold", order, reason },
    { type: "order.hold", order, reason },
    { type: "order.release", order, reason },
    { type: "order.release", order, reason },
    { type: "order.split", order, reason },
    { type: "order.tryAgain", order, reason },
    { type: "order.raise", order, reason, priority: day.one(priorities) },
    { type: "order.cancel", order, reason },
  ]);
  day.hasHeld = act.type === "order.hold";
  day.note(act.type, day.act(act));
}

function speakOfTransfer(day: FullDay): void {
  const order = day.one(day.orders.filter(({ transferTo }) => transferTo));
  if (!order) return;
  if (day.random.chance(0.5)) {
    endTransfer(day, order.client, order.number);
    return;
  }
  const { client, number } = order;
  const lines = (
    day.floor.get(wmsPaths.transfer(number) + query(client)).body.lines as
      | { sku: string; between: number }[]
      | undefined
  )?.map(({ sku, between }) => ({ sku, quantity: day.random.below(between + 1) }));
  day.post("transfer.arrival", wmsPaths.transferArrival(number), {
    lines: lines ?? [],
    ...named(client),
  });
}

/** All that is on the way is there; what was missing before is given up. */
export function endTransfer(day: FullDay, client: Client, number: string): void {
  const answer = day.post("transfer.decision", wmsPaths.transferDecision(number), {
    person: "bob",
    ...named(client),
  });
  if (answer === 202)
    for (const task of day.floor.asked.values())
      if (task.kind === "difference" && day.floor.isOpen(task.task))
        day.floor.answer(task.task, { found: [], decision: "give-up" });
  if (answer === 409) day.say("transfer.arrival", wmsPaths.transferArrival(number), client);
}
