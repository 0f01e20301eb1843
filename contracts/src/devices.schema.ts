/** What our own devices say over MQTT, as JSON: RFID rounds, climate readings, handhelds. Times are ISO 8601 UTC. */
import Type, { type Static } from "typebox";
import { nameLengthMax } from "./client-names.ts";
import { goodsName } from "./goods-name.ts";
import { gateOf } from "./parse.ts";
import {
  type DifferenceDecision,
  differenceDecisions,
  type RefusalReason,
  refusalReasons,
  taskKinds,
  type Verdict,
  verdicts,
} from "./states.ts";

/** Of devices whose clocks may be wrong: who reads it judges how far it can be believed, and the rest of the message counts. */
const deviceTime = Type.String({ minLength: 20, maxLength: 40, description: "ISO 8601 with zone" });
const time = Type.String({ format: "date-time", maxLength: 40, description: "RFC 3339 with zone" });
const idOf = { minLength: 1, maxLength: 64, pattern: "^[A-Za-z0-9_.:~-]+$" } as const;
const id = Type.String(idOf);

/** One read round of a fixed portal or of the reader that a robot carries. */
export const ReadsSchema = Type.Object({
  reader: id,
  at: deviceTime,
  /** Counts up per reader and says which command it answers; a portal counts its passages. */
  round: Type.Integer({ minimum: 0, maximum: 4_294_967_295 }),
  reads: Type.Array(
    Type.Object({
      /** EPC memory bank in hexadecimal. */
      epc: Type.String({ pattern: "^[0-9A-Fa-f]{4,124}$" }),
      antenna: Type.Integer({ minimum: 1, maximum: 64 }),
      rssiDbm: Type.Number({ minimum: -120, maximum: 20 }),
      count: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    }),
    { maxItems: 2_000 },
  ),
});
export type Reads = Static<typeof ReadsSchema>;
export const parseReads = gateOf("reads", ReadsSchema);

/** Asks a reader for one more round. */
export const ReadRoundSchema = Type.Object({ round: Type.Integer({ minimum: 0, maximum: 4_294_967_295 }) });
export type ReadRound = Static<typeof ReadRoundSchema>;
export const parseReadRound = gateOf("read round", ReadRoundSchema);

/** One climate reading. Values are numbers or absent, never text. */
export const ClimateReadingSchema = Type.Object({
  device: id,
  at: deviceTime,
  temperatureC: Type.Optional(Type.Number()),
  humidityPercent: Type.Optional(Type.Number()),
  batteryPercent: Type.Optional(Type.Number()),
});
export type ClimateReading = Static<typeof ClimateReadingSchema>;
export const parseClimateReading = gateOf("climate reading", ClimateReadingSchema);

/** Goods of a transfer's difference that a handheld is told. */
export const differenceLinesMax = 100;

/** Work for a person, retained for handhelds until it is answered. */
export const TaskMessageSchema = Type.Object({
  task: id,
  kind: Type.Enum([...taskKinds]),
  at: time,
  location: Type.Optional(id),
  station: Type.Optional(id),
  tote: Type.Optional(id),
  /** The box that a robot has brought to the station, out of which the units are taken (pick). */
  from: Type.Optional(id),
  /** Whose goods they are; absent where they are the site's own client's. */
  client: Type.Optional(id),
  /** What the floor calls the goods: with their client before their code (`acme/A`) where they are not the site's own client's. */
  sku: Type.Optional(goodsName),
  lot: Type.Optional(id),
  /** Where units go that are found good (inspect), or were received (put-away). */
  to: Type.Optional(id),
  /** Who has its goods in hand (put-away). */
  begunBy: Type.Optional(Type.String({ maxLength: 64 })),
  /** Units to take off the shelf (write-off), to look at (inspect) or to bring to their place (put-away). */
  quantity: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  /** The hold that has no end (hold), by its number; why it was set, or why goods came back or are to be destroyed. */
  hold: Type.Optional(Type.String({ maxLength: 64 })),
  reason: Type.Optional(Type.String({ maxLength: 200 })),
  /** The delivery that stands at the station and is to be unloaded and counted (receive), by the number that it was announced under. */
  receipt: Type.Optional(Type.String({ maxLength: 64 })),
  /** The return whose goods are to be looked at, labelled or destroyed, by the WMS's number. */
  return: Type.Optional(Type.String({ maxLength: 64 })),
  /** The transfer that is off, by its number, and by what: below nought is missing, above it came too many (difference). The first hundred of its goods. */
  transfer: Type.Optional(Type.String({ maxLength: 64 })),
  difference: Type.Optional(
    Type.Array(Type.Object({ sku: goodsName, units: Type.Integer() }), { maxItems: differenceLinesMax }),
  ),
  /** What is found good stays where it is until it has a fresh label (inspect). */
  relabel: Type.Optional(Type.Boolean()),
  /** Who signed already that these goods are to be destroyed, and until when that holds (destroy). */
  signed: Type.Optional(
    Type.Object({
      by: Type.String({ maxLength: 64 }),
      units: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
      until: time,
    }),
  ),
  /** A count in turn: to be done when nothing else is. */
  planned: Type.Optional(Type.Boolean()),
  /** Why the last answer was not booked; the task waits for another one. */
  refused: Type.Optional(
    Type.Object({
      at: time,
      device: Type.String({ maxLength: 64 }),
      reason: Type.Unsafe<RefusalReason>(Type.Union(refusalReasons.map((reason) => Type.Literal(reason)))),
      /** Path into the answer, such as `found[1].sku`. */
      field: Type.String({ maxLength: 128 }),
      /** What stood there. */
      text: Type.String({ maxLength: 256 }),
      /** What it may have meant, or what was not mentioned. */
      skus: Type.Array(goodsName, { maxItems: 20 }),
    }),
  ),
});
export type TaskMessage = Static<typeof TaskMessageSchema>;
export const parseTaskMessage = gateOf("task", TaskMessageSchema);

/** A field that is not known is refused: misspelt, it would be an answer of less than was said. */
const strict = { additionalProperties: false };

const asked = (description: string) => ({ description });

/**
 * What the person found: the contents of the bin or tote, or the units really taken off (write-off). Goods that the book has there and the form does not
 * mention are doubted, unless the form says that it is complete or the same count is made again.
 */
export const TaskOutcomeSchema = Type.Object(
  {
    task: Type.String({ ...idOf, description: "the task's number, as in the address" }),
    device: Type.String({
      ...idOf,
      description: "who answers: a handheld that has an account here, or WMS; every kind",
    }),
    at: Type.String({
      format: "date-time",
      maxLength: 40,
      description:
        "when it was seen, RFC 3339 with zone; the same answer of the same time is one word that came twice",
    }),
    complete: Type.Optional(
      Type.Boolean(
        asked(
          "nothing else is there than what is listed. count-tote, count-bin, receive: what is not listed is not there. inspect, pick, relabel: the rest of the units is not there. Other kinds do not ask",
        ),
      ),
    ),
    besides: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1_000_000,
        description:
          "inspect: so many units were decided of meanwhile, as the refusal decided-meanwhile says, and what was found is besides them. Other kinds do not ask",
      }),
    ),
    place: Type.Optional(
      Type.String({
        maxLength: 128,
        description:
          "the label that was scanned. put-away: where the units were put (needed). bring: the packing station. pick: the place or box that they were taken from, where the site believes barcodes. Other kinds: compared with the task's place or tote",
      }),
    ),
    grams: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 1_000_000,
        description: "pick: what the scale says of what was put in, net, g; where the site believes weights",
      }),
    ),
    begun: Type.Optional(
      Type.Boolean(
        asked(
          "put-away: the goods are in hand, on the way to a place, and nobody else is sent for them; found may be empty",
        ),
      ),
    ),
    decision: Type.Optional(
      Type.Unsafe<DifferenceDecision>(
        Type.Union(
          differenceDecisions.map((one) => Type.Literal(one)),
          asked(
            "difference (needed): arrived, with found: these are at the other warehouse after all; keep-looking: ask again tomorrow; give-up: they are at neither. No other kind knows it",
          ),
        ),
      ),
    ),
    client: Type.Optional(
      Type.String({
        ...idOf,
        description:
          "whose codes those in found are, where the task does not say it (count-bin); a code may also have its client before it (`acme/A`)",
      }),
    ),
    found: Type.Array(
      Type.Object(
        {
          sku: Type.String({
            maxLength: nameLengthMax,
            description:
              "SKU, GTIN, case GTIN or alias, a tag, or the element string of a GS1 code; one code listed twice is two stacks of it. Of tasks about one SKU, that one",
          }),
          quantity: Type.Integer({
            minimum: 0,
            maximum: 1_000_000,
            description: "units, or cases of a case's code",
          }),
          lot: Type.Optional(
            Type.String({
              maxLength: 64,
              description: "receive: the lot on the label, where the item is kept by lot",
            }),
          ),
          expires: Type.Optional(
            Type.String({
              maxLength: 32,
              description: "receive: its last day (`2027-01-31`), where the item has a shelf life",
            }),
          ),
          serials: Type.Optional(
            Type.Array(Type.String({ pattern: "^[!-~]{1,40}$" }), {
              maxItems: 1_000,
              description:
                "of goods that are kept by them, where no label says it: one for each unit that has one. Needed by count-tote before packing, by inspect of returns, and by write-off, inspect and destroy where some of many leave",
            }),
          ),
          state: Type.Optional(
            Type.Unsafe<Verdict>(
              Type.Union(
                verdicts.map((verdict) => Type.Literal(verdict)),
                asked("inspect (needed): what these units are fit for, as a state or a grade of returns"),
              ),
            ),
          ),
          relabel: Type.Optional(Type.Boolean(asked("inspect: they are for sale only under a fresh label"))),
        },
        strict,
      ),
      {
        maxItems: 1_000,
        description:
          "count-tote, count-bin, receive: all that is there. write-off: what was taken. inspect: what was looked at. put-away: what was put. pick: what went into the tote. relabel: what was labelled. destroy: how many are signed for (0: none may be destroyed). difference: with arrived alone. hold, bring: empty",
      },
    ),
  },
  strict,
);
export type TaskOutcome = Static<typeof TaskOutcomeSchema>;
export const parseTaskOutcome = gateOf("task outcome", TaskOutcomeSchema);

/** By HTTP the address names the task; who names it again is taken at his word. */
export const TaskAnswerSchema = Type.Object(
  { ...TaskOutcomeSchema.properties, task: Type.Optional(TaskOutcomeSchema.properties.task) },
  strict,
);
export const parseTaskAnswer = gateOf("task outcome", TaskAnswerSchema);

/** `station.job` on the machine's wire: the value of the OPC UA variable `Command.Job`, as JSON text. */
export const StationJobSchema = Type.Object({
  job: id,
  tote: id,
  lines: Type.Integer({ minimum: 1, maximum: 1_000 }),
  units: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  /** Of the first parcel. */
  sscc: Type.String({ pattern: "^[0-9]{18}$" }),
  /** What of the tote goes into this parcel, where the tote is shared: the light that takes each unit scanned. All of it where absent. */
  goods: Type.Optional(
    Type.Array(Type.Object({ sku: goodsName, units: Type.Integer({ minimum: 1, maximum: 1_000_000 }) }), {
      maxItems: 1_000,
    }),
  ),
  /** What goes into which carton under which label; one parcel of all that is in the tote where absent. */
  parcels: Type.Optional(
    Type.Array(
      Type.Object({
        sscc: Type.String({ pattern: "^[0-9]{18}$" }),
        /** As the site calls it; null: whatever the bench has. */
        carton: Type.Union([Type.String({ maxLength: 64 }), Type.Null()]),
        /** It stays at the dock, to be put on a pallet; absent: it goes out by itself. */
        shipOn: Type.Optional(Type.Literal("pallet")),
        goods: Type.Array(
          Type.Object({
            sku: goodsName,
            units: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
            /** Which units, of goods that are kept by serial number. */
            serials: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 1_000 })),
          }),
          { maxItems: 1_000 },
        ),
      }),
      { maxItems: 1_000 },
    ),
  ),
});
export type StationJob = Static<typeof StationJobSchema>;
export const parseStationJob = gateOf("station job", StationJobSchema);

/** Finished jobs, newest last, at most 32: the value of `Status.Finished`, so that a reader that blinked misses none. */
export const FinishedJobsSchema = Type.Array(
  Type.Object({ job: id, sscc: Type.String({ pattern: "^[0-9]{18}$" }) }),
  { maxItems: 32 },
);
export type FinishedJobs = Static<typeof FinishedJobsSchema>;
export const parseFinishedJobs = gateOf("finished jobs", FinishedJobsSchema);

/** Names of a packing station's values (OPC UA: string node ids `ns=1;s=<device>.<name>`), after PackML. */
export const stationValues = {
  /** PackML StateCurrent code, 1 to 17. */
  state: "Status.StateCurrent",
  /** Totes in the infeed. */
  queue: "Status.InfeedCount",
  finished: "Status.Finished",
  job: "Command.Job",
} as const;

/** Names of a climate box's values; Modbus register map of the SHT20 class: input 1 temperature, input 2 humidity, signed tenths. */
export const climateValues = { temperature: "Temperature", humidity: "Humidity" } as const;
