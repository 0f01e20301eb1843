/** What a person's station shows: who acts, what waits, how far the tote on the bench is, and how its labels fare. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { StationId } from "@floorplane/contracts/ids";
import type { LabelAtBench, PackingStation, ParcelAtBench, WorkAtBench } from "@floorplane/contracts/packing";
import type { WithItems } from "../goods/items.ts";
import type { WithConsignments } from "../orders/consignments.ts";
import type { WithOrders } from "../orders/orders.ts";
import type { WithCartons } from "../packing/into-parcels.ts";
import type { WithParcels } from "../packing/parcels.ts";
import type { Work, WorkParcel } from "../packing/work.kind.ts";
import type { WithWorks } from "../packing/works.ts";
import type { Print } from "../printing/print.kind.ts";
import type { WithPrinters } from "../printing/printers.ts";
import type { WithPrints } from "../printing/prints.ts";
import { gramsOf } from "./weighing.ts";

export type ShownMeans = WithWorks &
  WithParcels &
  WithItems &
  WithOrders &
  WithConsignments &
  WithCartons &
  WithPrints &
  WithPrinters;

export function stationShown(means: ShownMeans, station: StationId): PackingStation {
  const { works, packingDesks, printers, prints, cartons } = means;
  const desk = packingDesks.get(station);
  const all = works.at(station);
  const open = all.find(({ openedAt }) => openedAt !== null);
  const row = printers.at(station, "parcel");
  return {
    station,
    taken: desk ? { screen: desk.screen, by: desk.by } : null,
    waiting: all
      .filter((work) => work !== open)
      .map((work) => ({ tote: work.box, order: work.order && codeOf(work.order), units: plannedIn(work) })),
    work: open ? workShown(means, open) : null,
    unknown: [...prints.all()]
      .filter((print) => print.station === station && print.state === "unknown")
      .map((print) => ({ ...labelShown(print), of: print.of })),
    printer: row
      ? {
          printer: row.printer,
          why: printers.get(row.printer)?.why ?? null,
          waiting: prints.queueOf(row.printer).length,
        }
      : null,
    cartons: cartons.names(),
  };
}

function workShown(means: ShownMeans, work: Work): WorkAtBench {
  const order = work.order === null ? undefined : means.orders.get(work.order);
  const { notes, hazmat, customs, service } = order ? means.consignments.of(order) : {};
  return {
    job: work.job,
    tote: work.box,
    order: work.order && codeOf(work.order),
    isForPallet: order !== undefined && means.consignments.staysForPallet(order),
    says: {
      ...(notes === undefined ? {} : { notes }),
      ...(hazmat === undefined ? {} : { hazmat }),
      ...(customs === undefined ? {} : { customs }),
      ...(service === undefined ? {} : { service }),
    },
    parcels: work.parcels.map((parcel) => parcelShown(means, parcel)),
  };
}

function parcelShown(means: ShownMeans, { sscc, isClosed, units }: WorkParcel): ParcelAtBench {
  const parcel = means.parcels.get(sscc);
  const print = means.prints.of("parcel", sscc).at(-1);
  const inIt = units.map((one) => ({ sku: one.sku, units: one.planned - one.missing - one.damaged }));
  const asPacked = { carton: parcel?.carton ?? null, lines: inIt };
  return {
    sscc,
    isClosed,
    carton: parcel?.carton ?? null,
    cartonBecause: parcel?.because ?? "no-list",
    // Before it is weighed, what it should weigh in the carton that it goes into.
    grams: (parcel && !isClosed ? gramsOf(means, asPacked) : parcel?.grams) ?? null,
    units: units.map((one) => {
      const item = means.items.get(one.sku);
      return { ...one, name: item?.name ?? one.sku, labelText: item?.labelText ?? null };
    }),
    label: print ? labelShown(print) : null,
  };
}

const labelShown = ({ print, state, why, copy }: Print): LabelAtBench => ({ print, state, why, copy });

const plannedIn = ({ parcels }: Work): number =>
  parcels.reduce((sum, { units }) => sum + units.reduce((each, { planned }) => each + planned, 0), 0);
