/** A document of EPCIS events at the door: what is wrong is named event by event and field by field, and what is right is handed on as it came. */
import Type from "typebox";
import { type Fault, FloorplaneError } from "../errors.ts";
import { gateOf } from "../parse.ts";
import { type SchemaFault, schemaFaults } from "../schema-faults.ts";
import { type Declared, declaredIn, undeclaredIn } from "./context.ts";
import { type EventType, eventSchemas } from "./event.schema.ts";

/** Events of one document: a pallet with its cases, many times over. */
export const eventsMax = 1_000;
/** Characters of one event as text: they are kept for good. */
export const eventLengthMax = 32_768;

const body = Type.Object({ eventList: Type.Array(Type.Object({}), { minItems: 1, maxItems: eventsMax }) });

/** Its events are judged one by one afterwards, since one schema of them all would say five things of each fault. */
export const EpcisDocumentSchema = Type.Object({
  "@context": Type.Unknown(),
  id: Type.Optional(Type.String()),
  type: Type.Literal("EPCISDocument"),
  schemaVersion: Type.String({ pattern: "^2\\.\\d+(\\.\\d+)?$" }),
  creationDate: Type.String({ format: "date-time" }),
  epcisHeader: Type.Optional(Type.Object({})),
  epcisBody: body,
});
export const parseEpcisDocument = gateOf("EPCIS document", EpcisDocumentSchema);

/** One event alone, its context in itself. */
export const EpcisEventSchema = Type.Object({ "@context": Type.Unknown(), type: Type.String() });
export const parseEpcisEvent = gateOf("EPCIS event", EpcisEventSchema);

/** An event that may be kept. */
export interface Foreign {
  readonly event: object;
  /** What declares its prefixes, beside the standard's context. */
  readonly context: readonly object[];
}

/** What came of each event of a document, in its order. */
export type Judged =
  | { readonly foreign: Foreign; readonly faults?: undefined }
  | { readonly faults: readonly Fault[]; readonly foreign?: undefined };

/** Throws `malformed-message` where the context itself is wrong: then no word of any event means anything. */
export function judgeEvents(context: unknown, events: readonly object[], at: string): Judged[] {
  const { declared, faults } = declaredIn(context, "@context");
  if (faults.length > 0) throw refusalOf(faults);
  return events.map((event, index) => judgeEvent(event, declared, at && `${at}[${index}]`));
}

export function refusalOf(faults: readonly Fault[]): FloorplaneError {
  const [first] = faults;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more: errors has them)` : "";
  return new FloorplaneError({
    code: "malformed-message",
    message: `EPCIS document: ${first?.detail ?? "is wrong"}${more}`,
    field: first?.field ?? "",
    ...(faults.length > 1 ? { faults: faults.slice(0, faultsMax) } : {}),
  });
}

const faultsMax = 100;

function judgeEvent(event: object, { own, prefixes }: Declared, at: string): Judged {
  const { type, "@context": inside } = event as { type?: unknown; "@context"?: unknown };
  // An event that stands alone declares in itself what a document declares for all of its events.
  const ofEvent = inside === undefined || at === "" ? [] : objectsIn(inside);
  const known = new Set([...prefixes, ...ofEvent.flatMap((part) => Object.keys(part))]);
  const faults = [...faultsOfType(event, type, at), ...undeclaredIn(event, known, at)];
  const { length } = JSON.stringify(event);
  if (length > eventLengthMax)
    faults.push({
      field: at,
      detail: `${at || "the event"} has ${length} characters, and at most ${eventLengthMax} of one are kept`,
    });
  if (faults.length > 0) return { faults };
  const { "@context": _context, ...bare } = event as { "@context"?: unknown };
  return { foreign: { event: bare, context: [...own, ...ofEvent] } };
}

const objectsIn = (context: unknown): object[] =>
  (Array.isArray(context) ? context : [context]).filter(
    (part): part is object => typeof part === "object" && part !== null,
  );

const faultsOf = new Map<EventType, (value: unknown) => SchemaFault[]>();

function faultsOfType(event: object, type: unknown, at: string): Fault[] {
  const field = at ? `${at}.type` : "type";
  if (typeof type === "string" && type.includes(":")) return [];
  if (typeof type !== "string" || !Object.hasOwn(eventSchemas, type))
    return [
      {
        field,
        detail: `${field} must be one of ${Object.keys(eventSchemas).join(", ")}, or a type of one's own with its prefix`,
      },
    ];
  const known = type as EventType;
  let judge = faultsOf.get(known);
  if (!judge) faultsOf.set(known, (judge = schemaFaults(eventSchemas[known])));
  const faults = judge(event).map(({ field: inEvent, reason }) => {
    const path = at ? (inEvent ? `${at}.${inEvent}` : at) : inEvent;
    return { field: path, detail: `${path || "the event"} ${reason}` };
  });
  return [...faults, ...(known === "ObjectEvent" ? faultsOfObject(event, at) : [])];
}

/** EPCIS 2.0, 7.4.2: it is about objects, or about what a sensor says. */
function faultsOfObject(event: object, at: string): Fault[] {
  if ("epcList" in event || "quantityList" in event || "sensorElementList" in event) return [];
  const field = at ? `${at}.epcList` : "epcList";
  return [
    { field, detail: `${field} must be there, or quantityList, or sensorElementList: it is about nothing` },
  ];
}
