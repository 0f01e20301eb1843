/** Others' EPCIS events at the door: taken whole, or refused with every fault by its field; with `proceed`, the right ones are taken and the wrong ones told at the capture. */
import {
  type Foreign,
  judgeEvents,
  type parseEpcisDocument,
  type parseEpcisEvent,
  refusalOf,
} from "@floorplane/contracts/epcis/document";
import type { Fault } from "@floorplane/contracts/errors";
import type { HttpResponse } from "@floorplane/contracts/http";
import type { ClientId } from "@floorplane/contracts/ids";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { WithNumbers } from "../../keeping/remembered-numbers.ts";
import type { WithSettings } from "../../keeping/settings.ts";
import type { WithSite } from "../../keeping/traits.ts";
import type { Capture } from "../../trace/capture.kind.ts";
import type { WithCaptures } from "../../trace/captures.ts";
import { idOfCaptured } from "../../trace/epcis-events.ts";
import { type ForeignMeans, hearForeign } from "../../trace/foreign-arrivals.ts";
import { jsonAnswer, Refusal } from "../answering/refusal.ts";
import type { Addressed } from "../route.ts";
import { epcisPaths, epcisVersions } from "./epcis.ts";
import { judgedHere } from "./judged-here.ts";
import { lookForKnown, rememberEvents } from "./known-events.ts";

type CaptureMeans = ForeignMeans & WithCaptures & WithSettings & WithSite & WithNumbers;
type Behaviour = Capture["behaviour"];

const behaviourHeader = "gs1-capture-error-behaviour";

/** What a sender wants where some of its events are wrong. */
export function behaviourIn(headers: Readonly<Record<string, string>>): Behaviour {
  const text = headers[behaviourHeader] ?? "rollback";
  if (text === "rollback" || text === "proceed") return text;
  throw new Refusal("malformed-message", `${behaviourHeader} is "${text}"; it is rollback or proceed`, {
    field: behaviourHeader,
  });
}

/** 202: written down. Its place tells what became of it. */
export function postCapture(
  means: CaptureMeans,
  desk: Desk,
  { client, caller }: Pick<Addressed, "client" | "caller">,
  {
    document,
    behaviour,
  }: { readonly document: ReturnType<typeof parseEpcisDocument>; readonly behaviour: Behaviour },
): HttpResponse {
  const events = document.epcisBody.eventList;
  const found = judgeEvents(document["@context"], events, "epcisBody.eventList");
  const judged = judgedHere(means, desk.now, found, "epcisBody.eventList");
  const { fresh, right, faults } = lookForKnown(means, client, judged, "epcisBody.eventList");
  if (behaviour === "rollback" && faults.length > 0) throw refusalOf(faults);
  const said = { client, caller, behaviour, errors: faults, taken: fresh, right };
  const capture = take(means, desk, said);
  const location = whoseAddress(means, client, `${epcisPaths.capture}/${capture.capture}`);
  return { status: 202, headers: { ...epcisVersions, location }, body: new Uint8Array() };
}

/** 201: written down, and found under its id. */
export function postEpcisEvent(
  means: CaptureMeans,
  desk: Desk,
  { client, caller }: Pick<Addressed, "client" | "caller">,
  event: ReturnType<typeof parseEpcisEvent>,
): HttpResponse {
  const [judged] = judgedHere(means, desk.now, judgeEvents(event["@context"], [event], ""), "");
  const { fresh, right, faults } = lookForKnown(means, client, judged ? [judged] : [], "");
  if (!judged?.foreign || faults.length > 0) throw refusalOf(faults);
  const said = { client, caller, behaviour: "rollback", errors: [], taken: fresh, right } as const;
  const { remarks = [] } = fresh.length > 0 ? take(means, desk, said) : {};
  const id = idOfCaptured(
    means.eventMeans.names,
    judged.foreign.event,
    means.handling.journal.head(client).hash,
  );
  const location = whoseAddress(means, client, epcisPaths.events, { EQ_eventID: id });
  return jsonAnswer(201, { eventID: id, ...remarked(remarks) }, { ...epcisVersions, location });
}

export function getCapture({ captures }: WithCaptures, client: ClientId, name: string): HttpResponse {
  const capture = captures.get(client, name);
  if (!capture)
    throw new Refusal("not-found", `no capture ${name} is remembered here; each is for 35 days`, {
      field: "capture",
    });
  const { at, behaviour, errors, events, remarks } = capture;
  return jsonAnswer(
    200,
    {
      captureID: name,
      createdAt: isoTime(at),
      finishedAt: isoTime(at),
      running: false,
      success: errors.length === 0,
      captureErrorBehaviour: behaviour,
      events,
      errors: errors.map(({ field, detail }) => ({
        type: "urn:floorplane:problem:malformed-message",
        title: "malformed message",
        status: 422,
        detail,
        field,
      })),
      ...remarked(remarks),
    },
    epcisVersions,
  );
}

interface Taking extends Pick<Addressed, "client" | "caller"> {
  readonly behaviour: Behaviour;
  readonly errors: readonly Fault[];
  readonly taken: readonly Foreign[];
  /** These, and those that were captured before. */
  readonly right: number;
}

/** Faults of one capture that are kept, and remarks. */
const errorsMax = 100;
const remarksMax = 100;

const remarked = (remarks: readonly string[]): object => (remarks.length > 0 ? { remarks } : {});

/** Written down by whoever may; what it says of transfers is booked for whoever may book stock too. */
function take(
  means: CaptureMeans,
  desk: Desk,
  { client, caller, behaviour, errors, taken, right }: Taking,
): Capture {
  const kept = { client, behaviour, taken, right, errors: errors.slice(0, errorsMax) };
  const capture = means.captures.take(means, desk, kept);
  rememberEvents(means, client, taken);
  if (!caller.scopes.includes("stock:write")) return capture;
  const events = taken.map(({ event }) => event);
  const remarks = hearForeign(means, desk, client, events).slice(0, remarksMax);
  return remarks.length > 0 ? means.captures.remark(capture, remarks) : capture;
}

function whoseAddress(
  { client: own }: WithSite,
  client: ClientId,
  path: string,
  query: Readonly<Record<string, string>> = {},
): string {
  const asked = new URLSearchParams({ ...query, ...(client === own ? {} : { client }) });
  return asked.size > 0 ? `${path}?${asked}` : path;
}
