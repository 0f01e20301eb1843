/** Programs that speak to the WMS's door: who they are, whom they act for and what they may, and how a person makes, renews and ends them there. */
import Type, { type Static } from "typebox";
import type { Frozen } from "./kind.ts";
import { gateOf } from "./parse.ts";
import { text } from "./texts.ts";

/** What a program may be given, each with what it opens. */
export const scopes = {
  "orders:read": "see orders and where they are",
  "orders:write": "send, change, cancel and release orders; say that a parcel left",
  "stock:read": "see stock, what was announced, holds and counts",
  "stock:write":
    "book receipts, returns, write-offs and decisions about goods; announce receipts; set holds; have bins counted",
  "transports:read": "see transports that were asked for and where they are",
  "transports:write": "ask for transports, withdraw them, send their loads elsewhere",
  "items:read": "see the catalogue",
  "items:write": "put items into the catalogue",
  "events:read": "read what the webhooks say, and what could not be told",
  "webhooks:manage": "have what could not be told sent again",
  "tasks:read": "see work that waits for people",
  "tasks:write": "answer it",
  "trace:read": "read activities, passports and EPCIS events",
  "trace:write": "capture EPCIS events of others",
  "programs:manage": "make, renew and end programs that may no more than itself",
} as const;
export type Scope = keyof typeof scopes;
export const allScopes = Object.keys(scopes) as readonly Scope[];

/** In the list of a program's clients, alone: every client that the site lists, now or later. */
export const everyClient = "*";
/** How long an old token goes on beside its successor: a day where nobody says, a month at most, min. */
export const overlapMinutes = { usual: 1_440, most: 43_200 } as const;

const id = (description: string, pattern = "^[A-Za-z0-9_.:~-]+$") =>
  Type.String({ minLength: 1, maxLength: 64, pattern, description });
const client = Type.Optional(
  id("whom it acts for, where `clients` does not say; the site's own where nobody is named"),
);

export const ProgramRequestSchema = Type.Object(
  {
    client,
    program: id("its name, for good: a name that was revoked is not given again"),
    name: Type.Optional(text(100, "in words, for people")),
    clients: Type.Optional(
      Type.Array(id("a client of `site.yaml`; `*` alone: each of them", "^([A-Za-z0-9_.:~-]+|\\*)$"), {
        minItems: 1,
        maxItems: 100,
        uniqueItems: true,
        description: "whom it acts for",
      }),
    ),
    scopes: Type.Array(Type.Enum(allScopes as Scope[]), {
      minItems: 1,
      uniqueItems: true,
      description: Object.entries(scopes)
        .map(([scope, what]) => `\`${scope}\`: ${what}`)
        .join("; "),
    }),
    expiresAt: Type.Optional(
      Type.String({
        format: "date-time",
        description: "its tokens are good until then; for good where absent",
      }),
    ),
    requestsPerMinute: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1_000_000, description: "the site's limit where absent" }),
    ),
  },
  { additionalProperties: false },
);
export type ProgramRequest = Frozen<Static<typeof ProgramRequestSchema>>;
export const parseProgramRequest = gateOf("program", ProgramRequestSchema);

export const RotationSchema = Type.Object(
  {
    client,
    overlapMinutes: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: overlapMinutes.most,
        default: overlapMinutes.usual,
        description: "how long the old token stays good beside the new one",
      }),
    ),
  },
  { additionalProperties: false },
);
export const parseRotation = gateOf("rotation", RotationSchema);
