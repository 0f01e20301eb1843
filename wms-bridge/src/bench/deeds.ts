/**
 * What a person does at a packing station, one deed at a time: a tote is opened, each unit of a parcel is scanned, the parcel is closed in a carton, and the next one begins. Only what belongs into the parcel on the bench is
 * taken; everything else is refused with why. One screen of a station acts; another may take it over.
 */
import { codeOf } from "@floorplane/contracts/client-names";
import type { StationId, ToteId } from "@floorplane/contracts/ids";
import type { PackingSaid, PackingWord } from "@floorplane/contracts/packing";
import type { PackingAct } from "@floorplane/contracts/packing.schema";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import { readGoods } from "../goods/reader.ts";
import { type HearingMeans, hear, shortAtBench } from "../orders/hearing.ts";
import { sayUnpacked } from "../orders/unpacked.ts";
import { judgePacker } from "../packing/packer-late.ts";
import { paceWith } from "../packing/packer-pace.ts";
import { jobEmptied, stationFinished } from "../packing/packing.ts";
import type { Work, WorkParcel, WorkUnits } from "../packing/work.kind.ts";
import { found, labelRead, type PrintingMeans, printAgain } from "../printing/printing.ts";
import { bookShort } from "./short.ts";
import { isNamed, nameUnit, type Scanned, takeOutUnit, whichUnit } from "./units-by-serial.ts";
import { gramsOf, isOff } from "./weighing.ts";

export type BenchMeans = HearingMeans & PrintingMeans & WithConfirmations;

type Deed = Omit<PackingAct, "key">;
type About = PackingSaid["about"];
const say = (word: PackingWord, about: About = {}): PackingSaid => ({ word, about });

export function doAtBench(means: BenchMeans, desk: Desk, station: StationId, deed: Deed): PackingSaid {
  const openBefore = means.works.openAt(station);
  const said = done(means, desk, station, deed);
  const openNow = means.works.openAt(station);
  if (openBefore === openNow) return said;
  // Whose goods were opened, packed or put back wait, or wait no more.
  for (const work of [openBefore, openNow]) {
    const order = work?.order ? means.orders.get(work.order) : undefined;
    if (order) sayUnpacked(means, order);
  }
  judgePacker(means, desk, station);
  return said;
}

function done(means: BenchMeans, desk: Desk, station: StationId, deed: Deed): PackingSaid {
  const { packingDesks } = means;
  const { screen, by } = deed;
  if (deed.do === "take") {
    packingDesks.take(station, screen, by, desk.now);
    return say("taken");
  }
  const holder = packingDesks.get(station);
  if (!holder) packingDesks.take(station, screen, by, desk.now);
  else if (holder.screen !== screen) return say("other-screen", { by: holder.by });
  means.handling.by({ hand: "person", by, ref: `bench/${station}` });
  switch (deed.do) {
    case "scan":
      return scanned(means, desk, station, deed, (deed.code ?? "").trim());
    case "missing":
    case "damaged":
      return lacking(means, desk, station, deed);
    case "not-missing":
      return notMissing(means, station, deed);
    case "carton":
      return cartonTaken(means, station, deed.code ?? "");
    case "close":
      return closed(means, desk, station, deed);
    case "put-back": {
      const open = means.works.openAt(station);
      if (!open) return say("nothing-open");
      means.works.open(open, null);
      return say("put-back", { tote: open.box });
    }
    case "lies-here":
    case "print-again":
      return decided(means, desk, station, deed);
    default:
      return deed.do satisfies never;
  }
}

function scanned(means: BenchMeans, desk: Desk, station: StationId, deed: Deed, code: string): PackingSaid {
  const { works, parcels, cartons } = means;
  const open = works.openAt(station);
  const sscc = /^(?:\]C1)?(?:\(?00\)?)?(\d{18})$/.exec(code)?.[1];
  if (sscc !== undefined && parcels.get(sscc)?.station === station) {
    labelRead(means, desk, sscc);
    return say("label-read", { sscc });
  }
  const box = means.totes.get(code.toUpperCase() as ToteId);
  if (box) return opened(means, desk, station, open, box.tote);
  if (!open) return say("no-tote", { code });
  if (cartons.names().includes(code)) {
    const said = cartonTaken(means, station, code);
    // Filled, it goes into this one: nothing more need be said.
    return isFull(current(open)) ? closed(means, desk, station, deed) : said;
  }
  return unitScanned(means, desk, open, { code, serial: deed.serial });
}

function opened(
  { works }: BenchMeans,
  desk: Desk,
  station: StationId,
  open: Work | undefined,
  box: ToteId,
): PackingSaid {
  if (open?.box === box) return say("opened", { tote: box });
  if (open) return say("other-open", { tote: open.box });
  const inBox = works.inBox(box);
  const here = inBox.find((work) => work.station === station);
  if (here) {
    works.open(here, desk.now);
    return say("opened", { tote: box });
  }
  const [elsewhere] = inBox;
  return elsewhere
    ? say("other-station", { tote: box, station: elsewhere.station })
    : say("not-here", { tote: box });
}

/** The first that is not closed. */
const current = ({ parcels }: Work): WorkParcel | undefined => parcels.find(({ isClosed }) => !isClosed);
const leftOf = ({ planned, packed, missing, damaged }: WorkUnits): number =>
  planned - packed - missing - damaged;
const isFull = (parcel: WorkParcel | undefined): parcel is WorkParcel =>
  parcel?.units.every((units) => leftOf(units) === 0) === true;

function unitScanned(means: BenchMeans, desk: Desk, work: Work, scanned: Scanned): PackingSaid {
  const parcel = current(work);
  if (!parcel) return say("nothing-open");
  const { code, serial } = whichUnit(means, parcel, scanned, desk.now);
  const here = new Set(work.parcels.flatMap(({ units }) => units.map(({ sku }) => sku)));
  const read = readGoods(means, code, { client: "anybody", here });
  if (read.kind === "unread") return say("unknown-code", { code, reason: read.reason });
  const { sku, units: each } = read;
  const units = parcel.units.find((one) => one.sku === sku);
  if (!units) {
    const place = work.parcels.findIndex(
      (one) => !one.isClosed && one.units.some((other) => other.sku === sku && leftOf(other) > 0),
    );
    if (place >= 0) return say("other-parcel", { sku, parcel: place + 1 });
    const others = means.works
      .inBox(work.box)
      .find(
        (other) =>
          other !== work && other.parcels.some(({ units: all }) => all.some((one) => one.sku === sku)),
      );
    return others?.order
      ? say("other-order", { sku, order: codeOf(others.order) })
      : say("wrong-unit", { sku });
  }
  // What was said to be missing has turned up.
  const returned = Math.min(units.missing, Math.max(0, each - leftOf(units)));
  if (each > leftOf(units) + returned) return say("too-many", { sku, units: each, left: leftOf(units) });
  const refused = nameUnit(means, desk, work, { parcel, sku, serial, each });
  if (refused) return refused;
  const packed = become(means, work, parcel, {
    ...units,
    packed: units.packed + each,
    missing: units.missing - returned,
  });
  return say(isFull(packed) ? "parcel-full" : "unit", { sku });
}

/** Only what is named: a card that is scanned by itself writes nothing off. Of `missing` as many as are said, or one that was packed: another was scanned twice in its place. Of `damaged` one, which may have been packed before. */
function lacking(
  means: BenchMeans,
  desk: Desk,
  station: StationId,
  { do: what, sku, code: said, serial: typed, units: lacked = 1 }: Deed,
): PackingSaid {
  const work = means.works.openAt(station);
  const parcel = work && current(work);
  if (!work || !parcel) return say("nothing-open");
  if (sku === undefined && said === undefined) return say("which-unit");
  const { code, serial } =
    said === undefined
      ? { code: said, serial: typed }
      : whichUnit(means, parcel, { code: said, serial: typed }, desk.now);
  const read =
    sku === undefined && code !== undefined ? readGoods(means, code, { client: "anybody" }) : undefined;
  if (read?.kind === "unread") return say("unknown-code", { code: code!, reason: read.reason });
  const named = sku ?? (read?.kind === "goods" ? read.sku : undefined);
  const units = parcel.units.find((one) => one.sku === named);
  if (!units) return say("wrong-unit", { sku: named! });
  const left = leftOf(units);
  if (left === 0 && units.packed === 0) return say("nothing-left", { sku: units.sku });
  if (what === "missing" && lacked > Math.max(1, left))
    return say("more-than-open", { sku: units.sku, units: lacked, left });
  if (what === "missing" && left > 0) {
    become(means, work, parcel, { ...units, missing: units.missing + lacked });
    return say("missing", { sku: units.sku, units: lacked });
  }
  const wasPacked = left === 0 || isNamed(means, parcel, units.sku, serial) ? 1 : 0;
  if (wasPacked === 1) {
    const refused = takeOutUnit(means, desk, { work, parcel, sku: units.sku, serial });
    if (refused) return refused;
  }
  if (what === "missing") {
    become(means, work, parcel, { ...units, packed: units.packed - 1, missing: units.missing + 1 });
    return say("missing", { sku: units.sku, units: 1 });
  }
  become(means, work, parcel, { ...units, packed: units.packed - wasPacked, damaged: units.damaged + 1 });
  return say("damaged", { sku: units.sku });
}

/** They are open again: each is scanned like any other. */
function notMissing(means: BenchMeans, station: StationId, { sku }: Deed): PackingSaid {
  const work = means.works.openAt(station);
  const parcel = work && current(work);
  if (!work || !parcel) return say("nothing-open");
  const units = parcel.units.find((one) => one.sku === sku);
  if (!units || units.missing === 0) return say("nothing-missing");
  become(means, work, parcel, { ...units, missing: 0 });
  return say("not-missing", { sku: units.sku, units: units.missing });
}

const missingIn = (parcels: readonly WorkParcel[]): number =>
  parcels.reduce((sum, { units }) => sum + units.reduce((each, { missing }) => each + missing, 0), 0);

function become({ works }: BenchMeans, work: Work, parcel: WorkParcel, units: WorkUnits): WorkParcel {
  const changed = {
    ...parcel,
    units: parcel.units.map((one) => (one.sku === units.sku ? units : one)),
  };
  works.become(work, changed);
  return changed;
}

function cartonTaken(means: BenchMeans, station: StationId, code: string): PackingSaid {
  const work = means.works.openAt(station);
  const parcel = work && current(work);
  const kept = parcel && means.parcels.get(parcel.sscc);
  if (!kept) return say("nothing-open");
  const limits = means.cartons.limitsOf(code);
  if (!limits) return say("no-carton", { code });
  const goods = parcel.units.map(({ sku, planned, missing, damaged }) => ({
    sku,
    units: planned - missing - damaged,
  }));
  const grams = gramsOf(means, { carton: code, lines: goods });
  if (grams !== undefined && grams > limits.gramsMax)
    return say("carton-too-weak", { carton: code, grams, gramsMax: limits.gramsMax });
  for (const { sku } of goods) {
    const { goodsClass = "general" } = means.items.need(sku);
    if (limits.admits?.has(goodsClass) === false)
      return say("carton-not-for", { carton: code, goodsClass, sku });
  }
  means.parcels.takeCarton(kept, code);
  return say("carton", { carton: code });
}

function closed(
  means: BenchMeans,
  desk: Desk,
  station: StationId,
  { grams, anyway, missing, by }: Deed,
): PackingSaid {
  const { works, parcels, totes } = means;
  const work = works.openAt(station);
  const parcel = work && current(work);
  const tote = work && totes.get(work.tote);
  const kept = parcel && parcels.get(parcel.sscc);
  if (!work || !parcel || !tote || !kept) return say("nothing-open");
  const left = parcel.units.reduce((sum, units) => sum + leftOf(units), 0);
  if (left > 0) return say("units-left", { units: left });
  const expected = gramsOf(means, {
    carton: kept.carton,
    lines: parcel.units.map(({ sku, packed }) => ({ sku, units: packed })),
  });
  if (grams !== undefined && expected !== undefined && !anyway && isOff(grams, expected))
    return say("weight-off", { grams, expected });
  const lacked = missingIn([parcel]);
  // They leave the book with it: whoever closes it says how many he means.
  if (lacked > 0 && missing !== lacked)
    return say("missing-sure", {
      units: lacked,
      what: parcel.units
        .flatMap(({ sku, missing: units }) => (units > 0 ? `${units} × ${sku}` : []))
        .join(", "),
    });
  const lines = bookShort(means, desk, { tote, parcel: kept, work: parcel });
  works.become(work, { ...parcel, isClosed: true });
  // Nothing is in it: its number goes to no label.
  if (lines.length === 0) parcels.retire(kept);
  else parcels.close(kept, { lines, grams: grams ?? expected ?? null });
  const place = work.parcels.findIndex(({ sscc }) => sscc === parcel.sscc) + 1;
  if (current(work)) return say("closed", { parcel: place });
  if (parcels.ofJob(work.job).length === 0) {
    jobEmptied(means, desk, tote);
    shortAtBench(means, desk, { tote, news: [] });
  } else {
    const told = stationFinished(means, desk, work.job, by);
    if (told) hear(means, desk, told);
  }
  works.retire(work);
  const holder = means.packingDesks.get(station);
  if (holder) means.packingDesks.packed(holder, paceWith(holder, work, desk.now), desk.now);
  // What else lies in the same box comes next.
  const others = works.inBox(work.box).filter((other) => other.station === station);
  const [next] = others;
  if (next) works.open(next, desk.now);
  return say("job-done", {
    parcel: place,
    missing: missingIn(work.parcels),
    more: others.length,
    next: next?.order ? codeOf(next.order) : "",
  });
}

function decided(means: BenchMeans, desk: Desk, station: StationId, deed: Deed): PackingSaid {
  const print = means.prints.get(deed.print ?? "");
  if (print?.station !== station) return say("nothing-open");
  if (deed.do === "lies-here") {
    if (print.state === "unknown") found(means, desk, print, deed.by);
    return say("decided");
  }
  const row = means.printers.row(print.printer);
  if (!row || print.state === "asked" || print.state === "sent" || print.state === "replaced")
    return say("nothing-open");
  printAgain(means, desk, print, row, deed.by);
  return say("decided");
}
