/** What the door says of EPCIS 2.0 (OpenAPI 3.1). The standard's own description says the rest: these are the parts of it that this house has. */
import { EpcisDocumentSchema, EpcisEventSchema } from "@floorplane/contracts/epcis/document";
import { epcisPaths, epcisQuery } from "../trace/epcis.ts";
import { json, needs, postProblem, problem, readProblem } from "./openapi.ts";
import { queryOf, text, whoseGoods } from "./openapi-parts.ts";

const query = (properties: object) => queryOf({ client: whoseGoods, ...properties });
const words = (name: string) => {
  if (/_(eventTime|recordTime)$/.test(name)) return { type: "string", format: "date-time" };
  if (name === "perPage") return { type: "integer", minimum: 1, maximum: 500, default: 30 };
  if (name === "nextPageToken") return text("of the `Link` of the answer before");
  if (name.startsWith("MATCH_"))
    return text(
      "EPC URNs or GS1 Digital Links with `|` between; `urn:epc:idpat:…*` is each of its instances",
    );
  return text("one of these, with `|` between");
};

const remarks = {
  type: "array",
  items: { type: "string" },
  description:
    "what was heard of goods for another warehouse and changes nothing, and why; absent where there is none",
};

const events = {
  security: needs("trace:read"),
  summary: "What was done with goods, here and by others, as EPCIS 2.0 events",
  querystring: query(Object.fromEntries(epcisQuery.map((name) => [name, words(name)]))),
  response: {
    200: json("an EPCISQueryDocument, in the order in which it was recorded; `Link: rel=next` leads on", {
      "@context": { type: "array" },
      type: { const: "EPCISQueryDocument" },
      schemaVersion: text("2.0"),
      creationDate: { type: "string", format: "date-time" },
      epcisBody: { type: "object", properties: { queryResults: { type: "object" } } },
    }),
    ...readProblem,
  },
};
const event = {
  security: needs("trace:write"),
  summary: "Tell one EPCIS event",
  querystring: query({}),
  body: EpcisEventSchema,
  response: {
    201: json("written down; `Location` finds it", {
      eventID: text("its own, or one that it was given"),
      remarks,
    }),
    ...postProblem,
  },
};
const capture = {
  security: needs("trace:write"),
  summary: "Tell EPCIS events",
  description:
    "Without an Idempotency-Key the content itself is the key. `GS1-Capture-Error-Behaviour: proceed` takes the right ones where some are wrong; else none is taken, and `errors` names every field.",
  querystring: query({}),
  body: EpcisDocumentSchema,
  response: { 202: { type: "null", description: "written down; `Location` is the capture" }, ...postProblem },
};
const captured = {
  security: needs("trace:read"),
  summary: "What became of a capture",
  params: { type: "object", required: ["capture"], properties: { capture: { type: "string" } } },
  querystring: query({}),
  response: {
    200: json("remembered for 35 days", {
      captureID: text(""),
      createdAt: { type: "string", format: "date-time" },
      finishedAt: { type: "string", format: "date-time" },
      running: { type: "boolean" },
      success: { type: "boolean" },
      captureErrorBehaviour: { type: "string", enum: ["rollback", "proceed"] },
      events: { type: "integer" },
      errors: { type: "array" },
      remarks,
    }),
    ...readProblem,
    404: problem("no such capture"),
  },
};

export const epcisGets = [
  [epcisPaths.events, events],
  [`${epcisPaths.capture}/:capture`, captured],
] as const;
export const epcisPosts = [
  [epcisPaths.events, event],
  [epcisPaths.capture, capture],
] as const;
