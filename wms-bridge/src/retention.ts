/** Lets go of what nobody will ask for any more: totes and tasks after a day, closed orders and answers after more than a month, their numbers after two years. A bounded number in one step. */
import { hourMs, secondMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { Answers } from "./intake/answers.ts";
import type { EndedNumber, NumberEnding } from "./remembered-numbers.ts";
import type { Warehouse } from "./warehouse.ts";

/** Documents removed in one step: a row of a few ten kilobytes. */
const perStepMax = 500;
const everyMs = hourMs;

export function armRetention(desk: Desk): void {
  desk.due("retention", desk.now + everyMs, { type: "retention" });
}

export function letGo(w: Warehouse, answers: Answers, desk: Desk): void {
  const { totesKeptMs, answersKeptMs, numbersKeptMs } = w.settings;
  const ended: EndedNumber[] = [];
  const ofDay = desk.now - totesKeptMs;
  const ofMonth = desk.now - answersKeptMs;
  let left = perStepMax;
  for (const order of w.orders.all()) {
    if (left <= 0) break;
    if (order.closedAt === null || order.closedAt >= ofDay) continue;
    for (const id of order.totes) {
      const tote = w.totes.get(id);
      if (!tote) continue;
      w.totes.remove(tote);
      left--;
    }
    if (order.closedAt >= ofMonth) continue;
    w.orders.remove(order);
    const { requestHash, state } = order;
    ended.push({ number: `order/${order.order}`, requestHash, ending: state as NumberEnding });
    left--;
  }
  for (const wave of w.waves.all()) {
    if (left <= 0) break;
    if (wave.machine.value !== "done" || wave.openedAt >= ofDay) continue;
    w.waves.remove(wave);
    left--;
  }
  for (const task of w.tasks.all()) {
    if (left <= 0) break;
    if (task.doneAt === null || task.doneAt >= ofDay) continue;
    w.tasks.remove(task);
    left--;
  }
  for (const reference of w.references.all()) {
    if (left <= 0) break;
    if (reference.at >= ofMonth) continue;
    w.references.remove(reference);
    ended.push({ number: reference.id, requestHash: reference.requestHash, ending: "taken" });
    left--;
  }
  w.numbers.add(desk, ended);
  const letters = w.confirmations.letters.take(desk, ({ diedAt }) => diedAt < ofMonth, perStepMax);
  const areMore = w.numbers.forget(desk.now - numbersKeptMs, perStepMax);
  const more = answers.forget(ofMonth, perStepMax) || areMore || letters.length === perStepMax || left <= 0;
  desk.due("retention", desk.now + (more ? secondMs : everyMs), { type: "retention" });
}
