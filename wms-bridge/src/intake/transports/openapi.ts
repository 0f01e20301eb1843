/** What the door says of transports (OpenAPI 3.1). */
import { priorities } from "@floorplane/contracts/states";
import {
  CarryRequestSchema,
  CarryTargetSchema,
  CarryWithdrawalSchema,
  carryEndings,
  carryStates,
} from "@floorplane/contracts/transports.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { json, needs, postProblem, problem, readProblem } from "../openapi/openapi.ts";
import {
  inPath,
  meaningsOf,
  pagesOf,
  queryOf,
  text,
  timeOf,
  timeOrNull,
  whole,
  whose,
} from "../openapi/openapi-parts.ts";

const textOrNull = (description: string) => ({ type: ["string", "null"], description });
const texts = (description: string) => ({ type: "array", items: { type: "string" }, description });

const stop = {
  action: { type: "string", enum: ["pick", "drop"] },
  stations: texts("any one of these"),
  load: textOrNull("the number on its label; null: nobody said which, or nobody has seen it yet"),
  loadType: text("as it was asked for"),
  station: textOrNull("where it was made; null: it was not yet"),
  doneAt: timeOrNull("when"),
  asked: texts("where it is to be made instead, which the robot has not answered yet; else absent"),
};

const shown = {
  client: text("whose it is; absent where it is the site's own client's"),
  transport: text("its number"),
  state: { type: "string", enum: Object.keys(carryStates), description: meaningsOf(carryStates) },
  askedAt: timeOf("when it was asked for"),
  endedAt: timeOrNull("null: it has not ended"),
  ending: {
    type: ["string", "null"],
    enum: [...Object.keys(carryEndings), null],
    description: `why it was not, or is not to be, done. ${meaningsOf(carryEndings)}`,
  },
  robot: textOrNull("that has it, or had it last"),
  stops: { type: "array", items: { type: "object", properties: stop } },
  carries: {
    type: ["object", "null"],
    description: "what is on its robot",
    properties: { load: stop.load, loadType: stop.loadType, robot: text("which") },
  },
  wanted: text("the robot that was asked for; else absent"),
  priority: { type: "string", enum: [...priorities], description: "which of two goes first" },
  dueAt: timeOrNull("null: it has no deadline"),
  late: { type: "boolean", description: "true while it is open and its deadline is over; else absent" },
  after: texts("those that must be done before it is begun"),
  sequence: textOrNull("of which it is begun in its turn"),
  dispensable: { type: "boolean", description: "it may be left undone" },
  why: text("why it waits, where it does, in English"),
  reason: {
    type: "object",
    description: "the same as a code with what it is about",
    properties: {
      code: text(
        "`transport.after`, `transport.in-sequence`, `transport.no-robot`, `transport.no-able-robot`, `transport.robot-wanted`, `transport.closed`, `transport.cut-off`",
      ),
    },
  },
};

const notHere = problem("there is no such transport here");

export const transportGets = [
  [
    wmsPaths.transports,
    {
      summary: "Transports that are open, or ended within a month",
      security: needs("transports:read"),
      querystring: pagesOf({
        state: text(`several with commas between: ${Object.keys(carryStates).join(", ")}`),
        open: { type: "boolean", description: "those alone that have not ended, or that have" },
        load: text("of this load"),
        robot: text("that this robot has, or had last"),
        sequence: text("of this sequence"),
      }),
      response: {
        200: json("the oldest first", {
          transports: { type: "array", items: { type: "object", properties: shown } },
          count: { ...whole, description: "of all that match" },
          next: textOrNull("what to send as `after`; null: this is the last page"),
        }),
        ...readProblem,
      },
    },
  ],
  [
    `${wmsPaths.transports}/:transport`,
    {
      summary: "Where a transport is, and why it waits",
      security: needs("transports:read"),
      params: inPath("transport"),
      querystring: queryOf({ client: whose }),
      response: { 200: json("how far it has come", shown), ...readProblem, 404: notHere },
    },
  ],
] as const;

export const transportPosts = [
  [
    wmsPaths.transports,
    {
      scope: "transports:write",
      summary: "Have loads picked here and dropped there",
      body: CarryRequestSchema,
      response: {
        201: json("it is written down", shown),
        200: json("the same was asked for before; this is how far it has come", shown),
        ...postProblem,
        409: problem("its number is known with another content, or one that it is to follow was not done"),
      },
    },
  ],
  [
    `${wmsPaths.transports}/:transport/withdrawal`,
    {
      scope: "transports:write",
      summary: "Withdraw a transport; a load that is on its robot is set down first",
      params: "transport",
      body: CarryWithdrawalSchema,
      response: {
        200: json("it has ended", shown),
        202: json(
          "what cannot be taken back is ended first; `transport.withdrawn` or `transport.done` follows",
          shown,
        ),
        ...postProblem,
        404: notHere,
        409: problem("it was done, or failed"),
      },
    },
  ],
  [
    `${wmsPaths.transports}/:transport/target`,
    {
      scope: "transports:write",
      summary: "Send the load of a transport elsewhere",
      params: "transport",
      body: CarryTargetSchema,
      response: {
        200: json("it goes there", shown),
        202: json("its robot is asked; `transport.retargeted` or `transport.target-kept` follows", shown),
        ...postProblem,
        404: notHere,
        409: problem("it has ended or is withdrawn, or that drop was made"),
      },
    },
  ],
] as const;
