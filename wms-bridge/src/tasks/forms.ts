/**
 * A person's form, read: what of it is certain, what is doubted, what is not understood. Nothing here books anything, and nothing of a form is left out in
 * silence: one line that cannot be read makes the whole form wait.
 */
import type { TaskOutcome } from "@floorplane/contracts/devices.schema";
import { byCodeUnits, type ClientId, type LotId, type Sku, type ToteId } from "@floorplane/contracts/ids";
import { instantMs } from "@floorplane/contracts/instant";
import { toteLimits } from "@floorplane/contracts/picking";
import { dispositionIn, dispositions, gradeIn } from "@floorplane/contracts/states";
import type { WithItems } from "../goods/items.ts";
import { readGoods, type Scope } from "../goods/reader.ts";
import { upperCase } from "../goods/spelling.ts";
import type { WithSite } from "../keeping/traits.ts";
import { lotsAt } from "../serials/in-places.ts";
import type { SerialSaid } from "../serials/serial-said.ts";
import type { WithSerials } from "../serials/serials.ts";
import { unitsOf } from "../stock/accounts.ts";
import type { Graded } from "../stock/dispositions.ts";
import type { WithLots } from "../stock/lots.ts";
import type { WithPlaces } from "../stock/places.ts";
import { fits } from "../stock/room.ts";
import type { WithStock } from "../stock/stock-book.ts";
import type { WithEvidence } from "../totes/evidence.ts";
import type { WithTotes } from "../totes/totes.ts";
import type { WithTransfers } from "../transfers/transfers.ts";
import type { ClaimMeans } from "./claims.ts";
import { readDelivery } from "./delivery-form.ts";
import { decidesNothing, readDifference } from "./difference-form.ts";
import type { Fault, Form, Readable } from "./form.ts";
import { inspectionFault } from "./inspection-form.ts";
import { needsLabel } from "./labelling.ts";
import { readPick } from "./pick-form.ts";
import { type PlaceMeans, placeFor } from "./put-away-form.ts";
import { pieceOf } from "./scanned.ts";
import {
  knownSerials,
  otherUnit,
  returnedUnnamed,
  serialsOfLine,
  strayUnit,
  twiceIn,
  unnamedUnits,
  unsaidUnits,
} from "./serials-form.ts";
import type { BookedUnits, Task } from "./task.ts";

type FormMeans = ClaimMeans &
  WithSerials &
  WithEvidence &
  WithItems &
  WithSite &
  WithStock &
  WithTotes &
  WithLots &
  WithTransfers &
  PlaceMeans;

/** Named in a refusal; the rest is like them. */
export const skusNamedMax = 20;

export function readForm(means: FormMeans, task: Task, outcome: TaskOutcome): Form {
  const refused = (fault: Fault): Form => ({ kind: "refused", fault });
  // Of what is put away the place is what is asked for.
  const elsewhere = task.kind === "put-away" ? undefined : otherPlace(means, task, outcome);
  if (elsewhere) return refused(elsewhere);
  if (outcome.decision !== undefined && task.kind !== "difference") return refused(decidesNothing(task));
  const lines = readLines(means, task, outcome);
  if ("reason" in lines) return refused(lines);
  if (task.kind === "difference") return readDifference(means, task, outcome, lines);
  const { found, graded, serials = [] } = lines;
  const twice = twiceIn(serials);
  if (twice) return refused(twice);
  if (task.kind === "put-away") return readPutAway(means, task, outcome, lines);
  // Whoever answers says that he has looked; what becomes of the hold is for whoever set it. What is brought says nothing of what is in it.
  if (task.kind === "hold" || task.kind === "bring") return { kind: "read", found, graded };
  if (isOfOneSku(task)) {
    if (task.kind === "pick") {
      const lots = task.lot === null ? [] : [task.lot];
      const otherOne = otherUnit(means, serials, { tote: task.tote, lotsOf: () => lots });
      return otherOne ? refused(otherOne) : readPick(means, task, outcome, { found, graded, serials });
    }
    const unnamed = unnamedOfOne(means, task, { found, graded, serials });
    if (unnamed) return refused(unnamed);
    if (found.size === 0)
      return refused({ reason: "not-mentioned", field: "found", text: "", skus: [task.sku!] });
    const fault = ofOneSku(means, task, outcome, { found, graded });
    if (!fault) return { kind: "read", found, graded, serials };
    const isCertain = fault.reason === "no-room" || fault.reason === "decided-meanwhile";
    return isCertain || task.kind === "destroy"
      ? refused(fault)
      : { kind: "doubted", found, graded, serials, fault };
  }
  if (task.kind === "receive") {
    const known = knownSerials(means, lines.serials ?? []);
    if (known) return refused(known);
    const fault = otherThanAnnounced(task, outcome, found);
    return fault ? { kind: "doubted", ...lines, fault } : { kind: "read", ...lines };
  }
  const unnamed =
    task.kind === "count-tote"
      ? (unnamedUnits(means, found, serials) ??
        otherUnit(means, serials, { tote: task.tote, lotsOf: (sku) => lotsIn(means, task.tote!, sku) }))
      : task.location === null
        ? undefined
        : strayUnit(means, serials, (sku) => lotsAt(means, task.location!, sku));
  if (unnamed) return refused(unnamed);
  const changed = changedSince(means, task);
  if (changed) return refused(changed);
  const fault = moreThanFits(means, task, found) ?? notMentioned(means, task, outcome, found);
  return fault
    ? { kind: "doubted", found, graded, serials, fault }
    : { kind: "read", found, graded, serials };
}

/** Of units that leave a place, or are kept back or destroyed there, it must be known which they are, where some are known. */
function unnamedOfOne(
  means: FormMeans,
  task: Task,
  { found, graded, serials = [] }: Readable,
): Fault | undefined {
  const { kind, location, sku, lot } = task;
  if (kind === "inspect") {
    const stray =
      location !== null && task.return === null
        ? strayUnit(means, serials, () => (lot === null ? lotsAt(means, location, sku!) : [lot]))
        : undefined;
    if (stray) return stray;
    for (const { to, units } of graded) {
      const named = serials.filter(({ fit }) => fit?.to === to);
      const unsaid = to === "available" ? undefined : unsaidUnits(means, task, units, named);
      if (unsaid) return unsaid;
    }
    return returnedUnnamed(means, task, { found, serials });
  }
  if ((kind !== "write-off" && kind !== "destroy") || location === null) return undefined;
  const stray = strayUnit(means, serials, () => (lot === null ? lotsAt(means, location, sku!) : [lot]));
  if (stray) return stray;
  return unsaidUnits(means, task, found.get(sku!) ?? 0, serials);
}

const lotsIn = ({ stock }: WithStock, tote: ToteId, sku: Sku): LotId[] =>
  stock.contents(tote).flatMap((one) => (one.sku === sku && one.units > 0 ? [one.lot] : []));

/** A place that is refused is refused however often it is said: the goods are still in hand. */
function readPutAway(
  means: FormMeans,
  task: Task,
  outcome: TaskOutcome,
  { found, graded, serials = [] }: Readable,
): Form {
  if (found.size === 0)
    return {
      kind: "refused",
      fault: { reason: "not-mentioned", field: "found", text: "", skus: [task.sku!] },
    };
  const units = found.get(task.sku!) ?? 0;
  const place = units === 0 ? task.location! : placeFor(means, task, outcome, units);
  if (typeof place !== "string") return { kind: "refused", fault: place };
  const stray = strayUnit(means, serials, () => (task.lot === null ? [] : [task.lot]), task.hands);
  if (stray) return { kind: "refused", fault: stray };
  const fault = tooMany(task, found);
  const read = { found, graded, serials, place };
  return fault ? { kind: "doubted", ...read, fault } : { kind: "read", ...read };
}

/** What the lines say, whatever the book says of it: an answer that comes again says the same when the book has moved on. */
export function readLines(
  means: WithItems & WithSite & WithLots,
  task: Task,
  outcome: TaskOutcome,
): Readable | Fault {
  const stranger = strangerIn(means, outcome);
  if (stranger) return stranger;
  const scope = scopeOf(task, outcome);
  if (task.kind === "receive") return readDelivery(means, task, outcome, scope);
  const found = new Map<Sku, number>();
  const serials: SerialSaid[] = [];
  const now = instantMs(outcome.at)!;
  const graded = new Map<string, Graded>(dispositions.map((to) => [to, { to, units: 0 }]));
  const isLabelled = needsLabel(means, task);
  for (const [index, line] of outcome.found.entries()) {
    const { sku: text, quantity, state, relabel } = line;
    const piece = pieceOf(text, now);
    const reading = readGoods(means, piece.code, scope);
    const field = `found[${index}].sku`;
    if (reading.kind === "unread") return { ...reading, field };
    const { sku, units } = reading;
    if (isOfOneSku(task) && sku !== task.sku) return { reason: "other-goods", field, text, skus: [sku] };
    found.set(sku, (found.get(sku) ?? 0) + quantity * units);
    const ofLine = serialsOfLine(means, line, { sku, serial: piece.serial, units: quantity * units }, index);
    if ("reason" in ofLine) return ofLine;
    const fit = state && {
      to: dispositionIn(state),
      relabel: isLabelled || relabel === true,
      grade: gradeIn(state),
    };
    serials.push(...ofLine.said.map((one) => (fit ? { ...one, fit } : one)));
    if (state) {
      const [to, grade] = [dispositionIn(state), gradeIn(state)];
      const isLacking = to === "available" && (isLabelled || relabel === true);
      const key = grade === undefined && !isLacking ? to : `${to} ${grade ?? ""} ${isLacking}`;
      const before = graded.get(key)?.units ?? 0;
      graded.set(key, {
        to,
        units: before + quantity * units,
        ...(grade === undefined ? {} : { grade }),
        ...(isLacking ? { relabel: true } : {}),
      });
    } else if (task.kind === "inspect")
      return { reason: "state-missing", field: `found[${index}].state`, text, skus: [sku] };
  }
  return { found, graded: [...graded.values()], serials };
}

function strangerIn({ clients }: WithSite, { client }: TaskOutcome): Fault | undefined {
  if (client === undefined || clients.has(client as ClientId)) return undefined;
  const text = `${client} is no client of this site; its clients are ${[...clients].join(", ")}`;
  return { reason: "malformed", field: "client", text, skus: [] };
}

/**
 * A bin holds anybody's goods; what the book had there when it was asked for is what is meant first, so that the same answer always says the same. Into a tote of one client a robot may have put another's.
 */
function scopeOf({ kind, client, book }: Task, { client: named }: TaskOutcome): Scope {
  if (named !== undefined) return { client: named as ClientId };
  if (kind !== "count-bin") return { client, orOthers: kind === "count-tote" };
  return { client: "anybody", here: new Set((book ?? []).map(({ sku }) => sku)) };
}

const isOfOneSku = ({ kind }: Task): boolean =>
  kind === "write-off" ||
  kind === "inspect" ||
  kind === "pick" ||
  kind === "put-away" ||
  kind === "relabel" ||
  kind === "destroy";

function ofOneSku(
  means: ClaimMeans,
  task: Task,
  outcome: TaskOutcome,
  { found, graded }: Readable,
): Fault | undefined {
  if (task.kind === "inspect") return inspectionFault(means, task, outcome, graded);
  const isHomeless = task.kind === "relabel" && task.to === null && (found.get(task.sku!) ?? 0) > 0;
  if (!isHomeless) return tooMany(task, found);
  return { reason: "no-room", field: "found", text: `${found.get(task.sku!)}`, skus: [task.sku!] };
}

function tooMany({ sku, quantity }: Task, found: ReadonlyMap<Sku, number>): Fault | undefined {
  const taken = found.get(sku!) ?? 0;
  if (taken <= quantity!) return undefined;
  return { reason: "more-than-asked", field: "found", text: `${taken} of ${quantity}`, skus: [sku!] };
}

/** More than was announced, or nothing said of what was, is looked at twice: said again, it is what came. */
function otherThanAnnounced(
  { book }: Task,
  { complete }: TaskOutcome,
  found: ReadonlyMap<Sku, number>,
): Fault | undefined {
  const announced = new Map((book ?? []).map(({ sku, units }) => [sku, units]));
  const more = [...found].filter(([sku, count]) => count > (announced.get(sku) ?? 0));
  if (more.length > 0) {
    const [, count] = more[0]!;
    const skus = more.slice(0, skusNamedMax).map(([one]) => one);
    // How many were announced stays untold: a count that knows it is none.
    return { reason: "more-than-asked", field: "found", text: `${count}`, skus };
  }
  const missing = [...announced].filter(([sku]) => !found.has(sku));
  if (complete || missing.length === 0) return undefined;
  const skus = missing.slice(0, skusNamedMax).map(([one]) => one);
  return { reason: "not-mentioned", field: "found", text: missing[0]![0], skus };
}

/** What the book has where the task is, by SKU. */
export function bookAt(
  { stock, totes }: WithStock & WithTotes,
  { kind, tote, location }: Pick<Task, "kind" | "tote" | "location">,
): readonly BookedUnits[] | null {
  if (kind !== "count-tote" && kind !== "count-bin") return null;
  const units = new Map<Sku, number>();
  const add = (sku: Sku, count: number): void => void units.set(sku, (units.get(sku) ?? 0) + count);
  if (kind === "count-tote" && tote)
    for (const share of sharesOf(totes, tote))
      for (const { sku, units: count } of stock.contents(share)) add(sku, count);
  if (kind === "count-bin" && location) for (const row of stock.rowsAt(location)) add(row.sku, unitsOf(row));
  return [...units]
    .filter(([, count]) => count > 0)
    .map(([sku, count]): BookedUnits => ({ sku, units: count }))
    .sort((a, b) => byCodeUnits(a.sku, b.sku));
}

/** Totes in the box with this label. */
function sharesOf(totes: WithTotes["totes"], box: ToteId): ToteId[] {
  const known = totes.get(box);
  return known ? totes.inBox(known).map(({ tote }) => tote) : [box];
}

function otherPlace(
  { places }: WithPlaces,
  { kind, tote, from, location, station, to }: Task,
  { place }: TaskOutcome,
): Fault | undefined {
  if (place === undefined) return undefined;
  const scanned = upperCase(place.trim());
  if (scanned === "" && kind === "count-bin")
    return { reason: "place-missing", field: "place", text: "", skus: [] };
  const meant: readonly (string | null)[] =
    kind === "pick"
      ? [location, from]
      : kind === "bring"
        ? [...places.packing, ...places.check]
        : [tote, tote ? null : location, tote ? null : station, to];
  if (meant.some((one) => one !== null && upperCase(one) === scanned)) return undefined;
  return { reason: "other-place", field: "place", text: place, skus: [] };
}

function changedSince(means: WithStock & WithTotes, task: Task): Fault | undefined {
  if (!task.book) return undefined;
  const now = bookAt(means, task) ?? [];
  const differs = (a: readonly BookedUnits[], b: readonly BookedUnits[]) =>
    a.filter(({ sku, units }) => b.find((one) => one.sku === sku)?.units !== units).map(({ sku }) => sku);
  const skus = [...new Set([...differs(now, task.book), ...differs(task.book, now)])].sort(byCodeUnits);
  if (skus.length === 0) return undefined;
  return { reason: "changed-meanwhile", field: "found", text: "", skus: skus.slice(0, skusNamedMax) };
}

function notMentioned(
  means: WithStock & WithTotes,
  task: Task,
  { complete }: TaskOutcome,
  found: ReadonlyMap<Sku, number>,
): Fault | undefined {
  if (complete) return undefined;
  const missing = (bookAt(means, task) ?? []).filter(({ sku }) => !found.has(sku));
  if (missing.length === 0) return undefined;
  const [{ sku }] = missing as [BookedUnits];
  const skus = missing.map((one) => one.sku).slice(0, skusNamedMax);
  return { reason: "not-mentioned", field: "found", text: sku, skus };
}

/** A tote may hold what was planned for it, whatever its limits: one unit may be larger than they are. */
function moreThanFits(means: FormMeans, task: Task, found: ReadonlyMap<Sku, number>): Fault | undefined {
  const { totes, places } = means;
  const tote = task.tote ? totes.get(task.tote) : undefined;
  const place = task.location ? places.get(task.location) : undefined;
  const room = task.kind === "count-tote" ? toteLimits : place;
  if (!room || fits(means, found, room)) return undefined;
  // What the book has there already is no surprise, whatever the catalogue says of its size today.
  const booked = new Map((bookAt(means, task) ?? []).map(({ sku, units }) => [sku, units]));
  if ([...found].every(([sku, count]) => count <= (booked.get(sku) ?? 0))) return undefined;
  const units = [...found.values()].reduce((sum, count) => sum + count, 0);
  const lines = tote ? totes.inBox(tote).flatMap((one) => one.lines) : [];
  if (tote && units <= lines.reduce((sum, { planned }) => sum + planned, 0)) return undefined;
  const skus = [...found.keys()].slice(0, skusNamedMax);
  return { reason: "more-than-fits", field: "found", text: `${units} units`, skus };
}
