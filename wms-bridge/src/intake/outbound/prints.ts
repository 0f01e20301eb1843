/** `/v1/prints`: labels to paper, what became of each, and what a person says of one that may have been printed. `/v1/printers`: how each fares. */
import type { HttpResponse } from "@floorplane/contracts/http";
import type { ClientId, LocationId } from "@floorplane/contracts/ids";
import { labelKinds, type PrintOutcomeSaid, type PrintRequest } from "@floorplane/contracts/prints.schema";
import { confirmationOf, type PrinterRow, printsOf } from "@floorplane/contracts/site-printers";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { Print } from "../../printing/print.kind.ts";
import type { PrintState } from "../../printing/print.machine.ts";
import { askFor, found, type PrintingMeans, printAgain, queueMax } from "../../printing/printing.ts";
import { cursorIn, pageOf } from "../answering/list-page.ts";
import { jsonAnswer, Refusal } from "../answering/refusal.ts";
import { namesIn, perPageIn, wordsIn } from "../reading/list-query.ts";
import type { Addressed, Asking } from "../route.ts";

export const printsQuery = ["after", "perPage", "state", "printer", "station", "label", "of"] as const;

export const printStates: Readonly<Record<PrintState, string>> = {
  asked: "it waits for its printer",
  sent: "its bytes are on the way",
  taken: "its printer has all of it, and it counts as printed when somebody reads it",
  printed: "it is on paper: the printer counted it, or somebody read it or has it in the hand",
  failed: "no byte of it left: `why` says what is to be mended",
  unknown: "it may have been printed: somebody looks, and says `lies-here` or `again`",
  replaced: "another was printed in its place",
};

const kinds = Object.fromEntries(labelKinds.map((label) => [label, true]));

export function getPrints(
  means: PrintingMeans,
  { client, query }: Pick<Addressed, "client" | "query">,
): Asking {
  const perPage = perPageIn(query);
  const after = cursorIn(query, "prints");
  const states = wordsIn(query, "state", printStates);
  const labels = wordsIn(query, "label", kinds);
  const printers = namesIn(query, "printer", {
    what: "printer",
    known: () => [
      ...means.printers.rows().map(({ printer }) => printer),
      ...[...means.prints.all()].map(({ printer }) => printer),
    ],
  });
  const [station] =
    namesIn(query, "station", {
      what: "station with a printer",
      known: () => [
        ...means.printers.rows().flatMap((row) => row.station ?? []),
        ...[...means.prints.all()].flatMap((print) => print.station ?? []),
      ],
    }) ?? [];
  const of = query.get("of");
  const isWanted = (print: Print): boolean =>
    print.client === client &&
    (!states || states.has(print.state)) &&
    (!labels || labels.has(print.label)) &&
    (!printers || printers.includes(print.printer)) &&
    (station === undefined || print.station === station) &&
    (of === undefined || print.of === of);
  return {
    cause: "http.prints-asked",
    decide() {
      const key = ({ print }: Print): string => print.slice(1).padStart(16, "0");
      const page = pageOf(means.prints.all(), { key, isWanted, after, perPage });
      return jsonAnswer(200, { prints: page.rows.map(shownPrint), count: page.count, next: page.next });
    },
  };
}

export const getPrint = (means: PrintingMeans, where: Pick<Addressed, "client" | "number">): Asking => ({
  cause: "http.print-asked",
  decide: () => jsonAnswer(200, shownPrint(printAt(means, where))),
});

/** Of the site, whoever asks. */
export const getPrinters = ({ printers, prints }: PrintingMeans): Asking => ({
  cause: "http.printers-asked",
  decide: () =>
    jsonAnswer(200, {
      printers: printers.rows().map((row) => {
        const known = printers.get(row.printer);
        return {
          printer: row.printer,
          station: row.station ?? null,
          language: row.language,
          prints: printsOf(row),
          confirms: confirmationOf(row),
          state: known?.state ?? "ready",
          why: known?.why ?? null,
          since: timeOf(known?.since ?? null),
          waiting: prints.queueOf(row.printer).length,
        };
      }),
    }),
});

/** Asked for twice it is printed once. */
export function postPrint(
  means: PrintingMeans,
  desk: Desk,
  { client, caller }: Pick<Addressed, "client" | "caller">,
  request: Omit<PrintRequest, "client">,
): HttpResponse {
  const { label, of } = request;
  mustBeHere(means, client, request);
  const printer = printerFor(means, request);
  if (means.prints.queueOf(printer.printer).length >= queueMax)
    throw new Refusal("too-busy", `${queueMax} labels wait for printer ${printer.printer}`, {
      field: "printer",
    });
  const print = askFor(means, desk, { client, printer, label, of, askedBy: caller.program });
  return jsonAnswer(200, shownPrint(print));
}

export function postPrintOutcome(
  means: PrintingMeans,
  desk: Desk,
  where: Pick<Addressed, "client" | "number" | "caller">,
  { outcome, printer, by }: Omit<PrintOutcomeSaid, "client">,
): HttpResponse {
  const print = printAt(means, where);
  const who = by ?? where.caller.program;
  if (outcome === "lies-here") {
    // Said twice it is the same.
    if (print.state === "unknown") found(means, desk, print, who);
    else if (print.state !== "printed")
      throw new Refusal("conflict", `nobody asked where label ${print.print} is: it is ${print.state}`, {
        field: "print",
      });
    return jsonAnswer(200, shownPrint(print));
  }
  if (print.state === "asked" || print.state === "sent" || print.state === "replaced")
    throw new Refusal("conflict", `label ${print.print} is ${print.state}, and is not printed again`, {
      field: "print",
    });
  const row = rowOf(means, printer ?? print.printer);
  return jsonAnswer(200, shownPrint(printAgain(means, desk, print, row, who)));
}

function printAt({ prints }: PrintingMeans, { client, number }: Pick<Addressed, "client" | "number">): Print {
  const print = prints.get(number);
  if (print?.client === client) return print;
  throw new Refusal("not-found", `there is no print job ${number} at hand`, { field: "print" });
}

function mustBeHere(
  { parcels, pallets, places, carrierLabels }: PrintingMeans,
  client: ClientId,
  { label, of }: Pick<PrintRequest, "label" | "of">,
): void {
  const parcel = parcels.get(of);
  const isHere = {
    parcel: () => parcel?.client === client,
    carrier: () => parcel?.client === client && carrierLabels.get(of) !== undefined,
    pallet: () => pallets.get(of)?.client === client,
    tote: () => /^T[1-9][0-9]{0,9}$/.test(of),
    bin: () => places.get(of as LocationId) !== undefined,
  }[label]();
  if (!isHere)
    throw new Refusal(
      "not-found",
      `there is no ${label === "carrier" ? "carrier's label of parcel" : label} ${of} here`,
      {
        field: "of",
      },
    );
}

function printerFor(means: PrintingMeans, { label, of, printer }: PrintRequest): PrinterRow {
  if (printer !== undefined) return rowOf(means, printer);
  const row = usualPrinter(means, { label, of });
  if (row) return row;
  throw new Refusal("not-found", "the site's file names no printer that prints this by itself: name one", {
    field: "printer",
  });
}

/** Of a parcel that at its station. */
function usualPrinter(
  { printers, parcels }: PrintingMeans,
  { label, of }: Pick<PrintRequest, "label" | "of">,
): PrinterRow | undefined {
  if (label === "pallet") return printers.forPallets();
  const station = parcels.get(of)?.station;
  return station && (label === "parcel" || label === "carrier") ? printers.at(station, label) : undefined;
}

function rowOf({ printers }: PrintingMeans, printer: string): PrinterRow {
  const row = printers.row(printer);
  if (row) return row;
  const names = printers.rows().map((each) => each.printer);
  throw new Refusal(
    "not-found",
    names.length === 0
      ? "the site's file names no printers"
      : `there is no printer ${printer}: there are ${names.join(", ")}`,
    { field: "printer" },
  );
}

const timeOf = (at: number | null): string | null => (at === null ? null : isoTime(at));

const shownPrint = (print: Print): object => {
  const { client: _client, askedAt, sentAt, endedAt, ...plain } = print;
  return { ...plain, askedAt: isoTime(askedAt), sentAt: timeOf(sentAt), endedAt: timeOf(endedAt) };
};
