/** A person brings what came to a place: begins (the goods are in hand, and nobody else is sent), puts them somewhere, says what and where. */
import { LineId, type LocationId, TaskId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import { goAlong, seenInPlace } from "../serials/in-places.ts";
import type { SerialSaid } from "../serials/serial-said.ts";
import { atPlace, inTote } from "../serials/serials.ts";
import { tellAdjusted } from "../stock/differences.ts";
import { closeTask, showTask } from "../tasks/asking.ts";
import type { Fault } from "../tasks/form.ts";
import type { Task } from "../tasks/task.ts";
import { newPutAway, type PutAway } from "../totes/tote.ts";
import type { PutAwayMeans } from "./means.ts";
import { leaveToPeople } from "./put-away-boxes.ts";

/** Undefined: the goods are his, from now on or already. */
export function beginByHand(means: PutAwayMeans, desk: Desk, task: Task, person: string): Fault | undefined {
  if (task.begunBy === person) return undefined;
  const fault = (reason: Fault["reason"], text: string): Fault => ({
    reason,
    field: "begun",
    text,
    skus: [],
  });
  if (task.begunBy !== null) return fault("person-has-it", task.begunBy);
  const { stock, totes, tasks, counters, settings } = means;
  const { client, location, sku, lot, quantity } = task;
  leaveToPeople(means, desk, LineId(task.task));
  const row = stock.row(location!, sku!, lot!);
  const taken = Math.min(quantity!, row.received);
  const line = { line: LineId(task.task), sku: sku!, lot: lot!, location: location!, planned: quantity! };
  const hands: PutAway = {
    ...newPutAway(counters.next("tote"), client, [{ ...line, to: location! }]),
    puts: [],
  };
  totes.add(hands);
  totes.fetched(hands);
  const transit = stock.transit(hands.tote, sku!, lot!);
  const inHand = { client, sku: sku!, units: taken, from: atPlace(location!), to: inTote(hands.tote) };
  goAlong(means, inHand, desk.now);
  stock.move({ holder: row, name: "received" }, { holder: transit, name: "units" }, taken);
  totes.settle(hands, hands.lines[0]!, { taken, state: "confirmed" });
  tasks.begin(task, person, hands.tote);
  desk.due(lateId(task), desk.now + settings.putAwayByHandMs, { type: "put-away.late", task: task.task });
  showTask(means, desk, task);
  return undefined;
}

const lateId = ({ task }: Pick<Task, "task">): string => `put-away/${task}`;

export interface PutThere {
  readonly units: number;
  readonly place: LocationId;
  /** Nothing else is left of them. */
  readonly isAll: boolean;
  /** That he scanned. */
  readonly serials: readonly SerialSaid[];
}

/** Of units that he says are nowhere: the passport and the page of movements have it. */
const saidGone = "said to be gone when the rest was put away";

/** The place has been judged. What he did not bring stands at the station again, or is gone; what he brought beside is from there, else it was found. */
export function putByHand(
  means: PutAwayMeans & WithConfirmations,
  desk: Desk,
  task: Task,
  { units, place, isAll, serials }: PutThere,
): void {
  const { stock, totes, handling } = means;
  const hands = task.hands && totes.get(task.hands);
  if (!hands) return;
  const { location, sku, lot } = task;
  const from = stock.row(location!, sku!, lot!);
  const transit = stock.transit(hands.tote, sku!, lot!);
  const more = Math.max(0, units - transit.units);
  const beside = Math.min(more, from.received);
  stock.move({ holder: from, name: "received" }, { holder: transit, name: "units" }, beside);
  stock.move(stock.outside(transit, "adjusted"), { holder: transit, name: "units" }, more - beside);
  const there = { holder: stock.row(place, sku!, lot!), name: "available" } as const;
  putThere(means, desk, task, { units, place, serials });
  stock.move({ holder: transit, name: "units" }, there, units);
  const rest = transit.units;
  const gone = isAll ? stock.outside(transit, "adjusted") : ({ holder: from, name: "received" } as const);
  handling.because(isAll ? saidGone : undefined, () =>
    stock.move({ holder: transit, name: "units" }, gone, rest),
  );
  handBack(means, desk, task);
  const adjusted = more - beside - (isAll ? rest : 0);
  if (adjusted === 0) return;
  const cause = { kind: "put-away", location: place } as const;
  tellAdjusted(means, desk, `put-away/${task.task}`, cause, [{ sku: sku!, units: adjusted }]);
}

/** Which units he has put there: those that he scanned, or all that he had. What else was in his hands is at the station again, as far as anybody knows. */
function putThere(
  means: PutAwayMeans,
  desk: Desk,
  { client, location, sku: of, hands: box }: Task,
  { units, place, serials: said }: Pick<PutThere, "units" | "place" | "serials">,
): void {
  const { serials, handling } = means;
  const sku = of!;
  if (said.length === 0)
    goAlong(means, { client, sku, units, from: inTote(box!), to: atPlace(place) }, desk.now);
  else {
    seenInPlace(means, { location: place, said }, desk.now);
    handling.pieces(
      sku,
      said.map(({ serial }) => serial),
    );
  }
  for (const serial of serials.in(sku, inTote(box!)))
    serials.seen(client, sku, serial, atPlace(location!), desk.now);
}

/** The person's box is nobody's any more. */
function handBack({ totes }: PutAwayMeans, desk: Desk, task: Task): void {
  const hands = task.hands && totes.get(task.hands);
  if (hands) totes.close(hands, null);
  desk.cancelDue(lateId(task));
}

/** Nobody said where they are: a person looks for them at the station, and the place that was meant is counted. */
export function handsLate(means: PutAwayMeans, desk: Desk, id: string): void {
  const { tasks, stock, totes, counts, places, handling, serials } = means;
  const task = tasks.get(TaskId(id));
  if (task?.state !== "open" || !task.hands) return;
  const { location, to, hands } = task;
  handling.by({ hand: "house" });
  for (const transit of [...stock.contents(hands)]) {
    const row = stock.row(location!, transit.sku, transit.lot);
    for (const serial of serials.in(transit.sku, inTote(hands)))
      serials.seen(task.client, transit.sku, serial, atPlace(location!), desk.now);
    stock.move({ holder: transit, name: "units" }, { holder: row, name: "frozen" }, transit.units);
  }
  const box = totes.get(hands);
  if (box) totes.close(box, null);
  closeTask(means, desk, task);
  if (to && places.isStorage(to)) counts.need(to);
}
