/** What an integrator asks of a sandbox beside the door: that its time goes on, and that something goes wrong. */
import Type, { type Static } from "typebox";
import { gateOf } from "./parse.ts";

const strict = { additionalProperties: false };
const name = (description: string) => Type.String({ minLength: 1, maxLength: 64, description });
const dayS = 86_400;
/** Time goes on by so much at once. */
export const advanceMaxS = 31 * dayS;

export const ClockRequestSchema = Type.Object(
  {
    seconds: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, maximum: advanceMaxS, description: "so long" }),
    ),
    until: Type.Optional(
      Type.Object(
        {
          order: name("its number"),
          client: Type.Optional(name("whose; the site's own where nobody is named")),
          state: name("until the order comes to it, as `GET /v1/orders/{order}` says it"),
        },
        strict,
      ),
    ),
    withinSeconds: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: advanceMaxS,
        default: dayS,
        description: "of the sandbox: how long an order's state is waited for",
      }),
    ),
    speed: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 1_000,
        description: "from now on time goes by itself, so many seconds for one of the wall's; 0 stops it",
      }),
    ),
  },
  strict,
);
export type ClockRequest = Static<typeof ClockRequestSchema>;
export const parseClockRequest = gateOf("clock", ClockRequestSchema);

/** What can be made to go wrong, each with what it does and what it takes. */
export const sandboxFaults = {
  "pick.short": {
    what: "a robot gets `units` fewer of `sku` than it was sent for, though they lie there",
    needs: ["sku"],
    takes: ["units", "times"],
  },
  "goods.damaged": {
    what: "of the `sku` that a person looks at next (a return, goods set aside), `units` are damaged",
    needs: ["sku"],
    takes: ["units"],
  },
  "stock.different": {
    what: "`units` (negative: fewer) of `sku` lie at `location` that no book has, and a person is sent to count there",
    needs: ["location", "sku", "units"],
    takes: [],
  },
  "parcel.unseen": { what: "no reader of the gate ever sees the next parcel", needs: [], takes: ["times"] },
  "parcel.late": {
    what: "the next parcel stands `minutes` on the belt before it comes to the gate",
    needs: [],
    takes: ["times", "minutes"],
  },
  "station.down": {
    what: "a packing station stands still, for `minutes` or until the fault is ended",
    needs: [],
    takes: ["station", "minutes"],
  },
  "robots.stopped": {
    what: "robots stand where they are, for `minutes` or until the fault is ended",
    needs: [],
    takes: ["robots", "minutes"],
  },
  "door.busy": {
    what: "the door answers `status` (503 or 429) and does nothing",
    needs: [],
    takes: ["status", "times", "path"],
  },
  "door.slow": {
    what: "the door answers `milliseconds` of the wall later",
    needs: [],
    takes: ["milliseconds", "times", "path"],
  },
  "door.cut": {
    what: "the connection is cut without an answer, before anything is done, or `done`: after all of it",
    needs: [],
    takes: ["done", "times", "path"],
  },
  "webhook.twice": { what: "the next webhook comes twice", needs: [], takes: ["times", "type"] },
  "webhook.late": {
    what: "the next webhook leaves `minutes` of the sandbox later",
    needs: [],
    takes: ["times", "type", "minutes"],
  },
  "webhook.out-of-order": {
    what: "the next webhook comes behind the one after it, or after a minute of the sandbox",
    needs: [],
    takes: ["times", "type"],
  },
} as const;
export type SandboxFaultName = keyof typeof sandboxFaults;
export const sandboxFaultNames = Object.keys(sandboxFaults) as readonly SandboxFaultName[];

const minutesMax = 7 * 1_440;
export const FaultRequestSchema = Type.Object(
  {
    fault: Type.Enum(sandboxFaultNames as SandboxFaultName[], {
      description: Object.entries(sandboxFaults)
        .map(([fault, { what }]) => `\`${fault}\`: ${what}`)
        .join("; "),
    }),
    times: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000, default: 1, description: "so often" })),
    sku: Type.Optional(name("goods, as the floor calls them: `LAMP`, `acme/LAMP`")),
    units: Type.Optional(Type.Integer({ minimum: -100_000, maximum: 100_000, default: 1 })),
    location: Type.Optional(name("a bin")),
    station: Type.Optional(name("the first packing station where absent")),
    robots: Type.Optional(
      Type.Array(name("a robot"), { minItems: 1, maxItems: 100, description: "all where absent" }),
    ),
    minutes: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, maximum: minutesMax, description: "of the sandbox" }),
    ),
    status: Type.Optional(Type.Union([Type.Literal(503), Type.Literal(429)], { default: 503 })),
    milliseconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 25_000, default: 2_000 })),
    done: Type.Optional(Type.Boolean({ default: false })),
    path: Type.Optional(
      Type.String({
        pattern: "^/",
        maxLength: 200,
        description: "addresses that begin so; all of `/v1` where absent",
      }),
    ),
    type: Type.Optional(name("of this type alone: `order.shipped`")),
  },
  strict,
);
export type FaultRequest = Static<typeof FaultRequestSchema>;
export const parseFaultRequest = gateOf("fault", FaultRequestSchema);
