/** What is told of one unit by its serial number, at each of the three doors that tell history: activity rows, its passport, EPCIS events. */
import { judgeEvents, parseEpcisDocument } from "@floorplane/contracts/epcis/document";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import type { Floor } from "../floor/floor.fixture.ts";
import { gtinOf } from "../floor/small-site.fixture.ts";

type Event = Readonly<Record<string, unknown>> & { readonly bizStep: string };

export interface Traced {
  /** Steps of the rows that name it. */
  readonly activity: readonly string[];
  readonly passport: readonly string[];
  /** What the events say that name it, or the totes and parcels that it was put into. */
  readonly events: readonly string[];
  /** Of the events, what is not as the standard has it. */
  readonly faults: readonly unknown[];
}

export const epcOf = (serial: string, sku = "S"): string =>
  `https://id.gs1.org/01/${gtinOf(sku).padStart(14, "0")}/21/${encodeURIComponent(serial)}`;

/** A GS1 label with both. */
export const labelOf = (serial: string, sku = "S"): string =>
  `(01)${gtinOf(sku).padStart(14, "0")}(21)${serial}`;

export function traced(floor: Floor, serial: string, sku = "S"): Traced {
  const epc = epcOf(serial, sku);
  const own = eventsNaming(floor, epc);
  const boxes = new Set(own.flatMap(({ parentID }) => (parentID === undefined ? [] : String(parentID))));
  const all = eventsNaming(floor, [epc, ...boxes].join("|"));
  return {
    activity: activitiesOf(floor).flatMap(({ step, serials = [] }) =>
      serials.some((one) => one.sku === sku && one.serial === serial) ? [step] : [],
    ),
    passport: stepsOf(floor, sku, serial),
    events: all.map(({ bizStep }) => bizStep),
    faults: all.flatMap(faultsOf),
  };
}

interface Activity {
  readonly step: string;
  readonly serials?: readonly { readonly sku: string; readonly serial: string }[];
}

function activitiesOf(floor: Floor): Activity[] {
  const all: Activity[] = [];
  for (let after = 0; ; ) {
    const { body } = floor.get(`${wmsPaths.activity}?after=${after}`);
    all.push(...(body.activities as Activity[]));
    if (body.more !== true) return all;
    after = body.next as number;
  }
}

function stepsOf(floor: Floor, sku: string, serial: string): string[] {
  const { links = [] } = floor.get(`${wmsPaths.passport("item", sku)}?serial=${serial}`).body as {
    links?: readonly (string | { readonly row: { readonly step: string } })[];
  };
  return links.flatMap((link) => (typeof link === "string" ? [] : link.row.step));
}

/** Any of these, with `|` between. */
export function eventsNaming(floor: Floor, epcs: string): Event[] {
  const all: Event[] = [];
  const decoder = new TextDecoder();
  let url: string | undefined = `/epcis/events?MATCH_anyEPC=${encodeURIComponent(epcs)}`;
  while (url) {
    const answer = floor.answerTo({ method: "GET", url, headers: {}, body: new Uint8Array() });
    const { epcisBody } = JSON.parse(decoder.decode(answer.body));
    all.push(...epcisBody.queryResults.resultsBody.eventList);
    url = /^<([^>]+)>; rel="next"$/.exec(answer.headers.link ?? "")?.[1];
  }
  return all;
}

function faultsOf(event: Event): unknown[] {
  const { "@context": context, epcisBody } = parseEpcisDocument({
    "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
    type: "EPCISDocument",
    schemaVersion: "2.0",
    creationDate: "2026-07-22T10:30:00Z",
    epcisBody: { eventList: [event] },
  });
  return judgeEvents(context, epcisBody.eventList, "eventList").flatMap(({ faults = [] }) => faults);
}
