/** What the door says of programs and of its limits (OpenAPI 3.1). */
import {
  everyClient,
  overlapMinutes,
  ProgramRequestSchema,
  RotationSchema,
  scopes,
} from "@floorplane/contracts/programs.schema";
import { NothingElseSchema } from "@floorplane/contracts/wms.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { json, postProblem, problem, readProblem } from "./openapi.ts";
import { text, time, timeOrNull, whole } from "./openapi-parts.ts";

const program = {
  program: text("its name"),
  name: text("in words"),
  clients: {
    type: "array",
    items: { type: "string" },
    description: `whom it acts for; \`${everyClient}\` alone: every client of the site`,
  },
  scopes: { type: "array", items: { type: "string", enum: Object.keys(scopes) } },
  tokens: {
    type: "array",
    description: "the newest last",
    items: {
      type: "object",
      properties: {
        fingerprint: text("the first digits of its SHA-256, to tell it from another"),
        madeAt: time,
        until: timeOrNull("it was replaced, and is good until then"),
      },
    },
  },
  createdAt: time,
  createdBy: { type: ["string", "null"], description: "which program; null: the house's own command" },
  expiresAt: timeOrNull("its tokens are good until then"),
  revokedAt: timeOrNull("it has ended"),
  requestsPerMinute: { type: ["integer", "null"], description: "null: the site's limit" },
};
const token = text("shown this once: keep it, or rotate it; the same request again is answered without it");
const unknown = problem("no such program that this one may manage");

const programsShown = {
  200: json("those that may no more than this one, the oldest first", {
    count: whole,
    programs: { type: "array", items: { type: "object", properties: program } },
  }),
  ...readProblem,
};
const programAnswers = {
  201: json("made", { ...program, token }),
  200: json("known, as it is asked for", program),
  ...postProblem,
  409: problem("its name is taken, by one of another content or by one that was revoked"),
};
const rotated = {
  200: json("it has a new token", { ...program, token }),
  ...postProblem,
  404: unknown,
  409: problem("it was revoked"),
};
const revoked = { 200: json("none of its tokens is good any more", program), ...postProblem, 404: unknown };
const limitsShown = {
  200: json("what this program is held to", {
    program: {
      type: "object",
      properties: {
        program: program.program,
        clients: program.clients,
        scopes: program.scopes,
        expiresAt: program.expiresAt,
        requestsPerMinute: whole,
      },
    },
    requests: {
      type: "object",
      properties: {
        perMinuteOfAnAddress: whole,
        perMinuteWithoutAGoodToken: whole,
        waitingForTheirCommit: {
          type: "integer",
          description: "requests that may wait for their answer; beyond it 429 too-busy at once",
        },
        waitMs: {
          type: "integer",
          description:
            "when answers have taken longer than this for waitStandsMs, so many are let in as are answered within it, and the others hear 429 too-busy at once, before their body is read",
        },
        waitStandsMs: whole,
      },
    },
    bodies: { type: "object", properties: { bytes: whole, rows: whole } },
    lists: { type: "object", properties: { perPage: whole } },
    orders: { type: "object", properties: { open: whole } },
    expectedReceipts: { type: "object", properties: { open: whole } },
    transports: {
      type: "object",
      properties: {
        open: { ...whole, description: "not ended, of all clients" },
        stops: { ...whole, description: "of one" },
      },
    },
    returns: { type: "object", properties: { units: whole } },
    kept: {
      type: "object",
      properties: { idempotencyKeysDays: whole, numbersDays: whole, endedOrdersListedDays: whole },
    },
    webhooks: {
      type: "object",
      properties: { ofAClient: whole, atPrivateAddresses: { type: "boolean" } },
    },
    programs: { type: "object", properties: { ever: whole, overlapMinutes: whole } },
  }),
  ...readProblem,
};

export const programGets = [
  [
    wmsPaths.programs,
    {
      scope: "programs:manage",
      summary: "Programs that may speak to this door",
      response: programsShown,
    },
  ],
  [
    wmsPaths.limits,
    { scope: undefined, summary: "All limits, and what this program may", response: limitsShown },
  ],
] as const;

export const programPosts = [
  [
    wmsPaths.programs,
    {
      scope: "programs:manage",
      summary: "Make a program that may no more than this one",
      body: ProgramRequestSchema,
      response: programAnswers,
    },
  ],
  [
    `${wmsPaths.programs}/:program/rotate`,
    {
      scope: "programs:manage",
      summary: `Give it a new token; the old one stays good beside it, ${overlapMinutes.usual / 60} hours where nobody says how long`,
      params: "program",
      body: RotationSchema,
      response: rotated,
    },
  ],
  [
    `${wmsPaths.programs}/:program/revoke`,
    {
      scope: "programs:manage",
      summary: "End it, at once",
      params: "program",
      body: NothingElseSchema,
      response: revoked,
    },
  ],
] as const;
