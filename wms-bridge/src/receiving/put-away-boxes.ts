/**
 * Robots' part in putting away: what tasks ask of people is cut into boxes that go to their places in one tour. A box that no robot has fetched is a hope; its robot has
 * begun when it has fetched it, and from then on nobody is asked for its goods any more.
 */
import { LineId, type Sku, StationId, TaskId } from "@floorplane/contracts/ids";
import { toteLimits } from "@floorplane/contracts/picking";
import { hourMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import { type ServingMeans, stationsToServe } from "../packing/stations.ts";
import { closeTask, type TaskMeans } from "../tasks/asking.ts";
import type { Task } from "../tasks/task.ts";
import { sendOff } from "../totes/journeys.ts";
import { newPutAway, type PutAway } from "../totes/tote.ts";
import type { WithTotes } from "../totes/totes.ts";
import type { PutAwayMeans } from "./means.ts";

/** Each is loaded and put away at a stop of its own: with fetch and drop fourteen stops. */
const linesMax = 6;
/** What nobody waits for gives way to orders of the day, ms. */
const putAwayWithinMs = 4 * hourMs;

/** Goods that orders wait for. */
interface WithAwaited {
  readonly orders: { readonly waiting: { isAwaited(sku: Sku): boolean } };
}

/** A few boxes at once, so that orders keep their robots; what an order waits for goes first. */
export function sendPutAways(means: PutAwayMeans & ServingMeans & WithAwaited, desk: Desk): void {
  const { tasks, totes, settings, orders } = means;
  if (tasks.putAways.size === 0) return;
  while (boxesWaiting(means) < settings.putAwaysMax) {
    const open = [...tasks.putAways].filter((task) => mayCarry(means, task));
    if (open.length === 0) return;
    const isAwaited = ({ sku }: Task): boolean => orders.waiting.isAwaited(sku!);
    const inTurn = [...open.filter(isAwaited), ...open.filter((task) => !isAwaited(task))];
    const box = alongTheFloor(means, oneBox(means, inTurn));
    const { client } = box[0]!;
    const lines = box.map(({ task, sku, lot, location, quantity, to }) => ({
      line: LineId(task),
      sku: sku!,
      lot: lot!,
      location: location!,
      planned: quantity!,
      to: to!,
    }));
    const tote = newPutAway(means.counters.next("tote"), client, lines);
    const dueAt = box.some(isAwaited) ? desk.now : desk.now + putAwayWithinMs;
    sendOff(means, desk, tote, { stations: stationsToServe(means, desk.now), dueAt });
    if (totes.boxFor(lines[0]!.line) !== tote) return;
  }
}

function boxesWaiting({ totes }: WithTotes): number {
  let boxes = 0;
  for (const { puts } of totes.putAways) if (puts.length > 0) boxes++;
  return boxes;
}

const mayCarry = ({ totes, closedPlaces }: PutAwayMeans, { task, to, begunBy, location }: Task): boolean =>
  to !== null &&
  begunBy === null &&
  location !== null &&
  totes.boxFor(LineId(task)) === undefined &&
  closedPlaces.get(to) === undefined;

/** Of one client and one station, until the box is full. Of one SKU it has one lot for one place: nobody who puts it away need read labels. */
function oneBox({ items }: PutAwayMeans, inTurn: readonly Task[]): Task[] {
  const [first] = inTurn;
  const box: Task[] = [];
  const full = { units: 0, litres: 0, kilograms: 0 };
  for (const task of inTurn) {
    if (task.client !== first!.client || task.location !== first!.location) continue;
    if (box.some(({ sku }) => sku === task.sku)) continue;
    const { litres, kilograms } = items.need(task.sku as Sku);
    const units = task.quantity!;
    const next = {
      units: full.units + units,
      litres: full.litres + units * litres,
      kilograms: full.kilograms + units * kilograms,
    };
    const isTooMuch =
      next.units > toteLimits.units ||
      next.litres > toteLimits.litres ||
      next.kilograms > toteLimits.kilograms;
    if (box.length > 0 && isTooMuch) continue;
    box.push(task);
    Object.assign(full, next);
    if (box.length === linesMax) break;
  }
  return box;
}

const alongTheFloor = ({ places }: PutAwayMeans, box: Task[]): Task[] =>
  box.sort((a, b) => places.rankOf(a.to!) - places.rankOf(b.to!));

/** A robot has fetched it: nobody else is asked for what it brings. */
export function robotBegan(means: TaskMeans, desk: Desk, { lines }: PutAway): void {
  for (const { line, state } of lines) {
    const task = means.tasks.get(TaskId(line));
    if (state === "open" && task?.state === "open" && task.begunBy === null) closeTask(means, desk, task);
  }
}

/** A person has what waits for a robot: its stops are made no more; with the last of them nobody is sent at all. */
export function leaveToPeople({ totes, places }: TaskMeans, desk: Desk, line: LineId): void {
  const box = totes.boxFor(line);
  if (!box) return;
  const entry = box.lines.findIndex((one) => one.line === line);
  totes.settle(box, box.lines[entry]!, { taken: 0, state: "short" });
  totes.putDone(box, entry);
  const { transport, tote } = box;
  if (box.lines.some(({ state }) => state === "open")) {
    const purposes = [{ type: "pick", entry } as const, { type: "put", entry } as const];
    desk.send("fleet", { type: "transport.skipStops", transport, tote, purposes });
    return;
  }
  totes.callBack(box);
  const stations = [StationId(places.receiving)];
  desk.send("fleet", { type: "transport.withdraw", transport, stations, reason: "person-has-it" });
}
