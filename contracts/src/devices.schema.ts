/** What our own devices say over MQTT, as JSON: RFID rounds, climate readings, handhelds. Times are ISO 8601 UTC. */
import Type, { type Static } from "typebox";
import { nameLengthMax, namePattern } from "./client-names.ts";
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
const id = Type.String({ minLength: 1, maxLength: 64, pattern: "^[A-Za-z0-9_.:~-]+$" });

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

/** What the floor calls goods. */
const name = Type.String({ minLength: 1, maxLength: nameLengthMax, pattern: namePattern });

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
  sku: Type.Optional(name),
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
    Type.Array(Type.Object({ sku: name, units: Type.Integer() }), { maxItems: differenceLinesMax }),
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
      skus: Type.Array(name, { maxItems: 20 }),
    }),
  ),
});
export type TaskMessage = Static<typeof TaskMessageSchema>;
export const parseTaskMessage = gateOf("task", TaskMessageSchema);

/** A code as somebody typed or scanned it: read by whoever knows the catalogue, and refused there in words. */
const typed = Type.String({ maxLength: 128 });

/** A field that is not known is refused: misspelt, it would be an answer of less than was said. */
const strict = { additionalProperties: false };

/**
 * What the person found: the contents of the bin or tote, or the units really taken off (write-off). Goods that the book has there and the form does not
 * mention are doubted, unless the form says that it is complete or the same count is made again.
 */
export const TaskOutcomeSchema = Type.Object(
  {
    task: id,
    device: id,
    at: time,
    /** Nothing else lies there than what is listed. */
    complete: Type.Optional(Type.Boolean()),
    /** The label of bin, bench or tote, where it was scanned: compared with the task's. */
    place: Type.Optional(typed),
    /** What the scale says of what was put in, net, g (pick): asked for where the site's evidence needs it. */
    grams: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
    /** The goods are in hand, on the way to a place: nobody else is sent for them (put-away). `found` may be empty. */
    begun: Type.Optional(Type.Boolean()),
    /** What becomes of the units that a transfer is off by (difference): with `arrived`, `found` are those that are at the other warehouse after all. */
    decision: Type.Optional(
      Type.Unsafe<DifferenceDecision>(Type.Union(differenceDecisions.map((one) => Type.Literal(one)))),
    ),
    /** Whose codes those in `found` are, where the task does not say it; a code may also have its client before it (`acme/A`). */
    client: Type.Optional(id),
    /** SKU, GTIN, case GTIN or alias; one code listed twice is two stacks of it. Where a delivery is counted, also the element string of a GS1 code. */
    found: Type.Array(
      Type.Object(
        {
          sku: typed,
          quantity: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
          /** Of a delivery: the lot on the label, and its last day (`2027-01-31`), where the item asks for them. */
          lot: Type.Optional(Type.String({ maxLength: 64 })),
          expires: Type.Optional(Type.String({ maxLength: 32 })),
          /** Of goods that are kept by them, where no label says it: one for each unit that has one. */
          serials: Type.Optional(Type.Array(Type.String({ pattern: "^[!-~]{1,40}$" }), { maxItems: 1_000 })),
          /** What these units are fit for (inspect): a state, or a grade of returns. */
          state: Type.Optional(
            Type.Unsafe<Verdict>(Type.Union(verdicts.map((verdict) => Type.Literal(verdict)))),
          ),
          /** They are for sale only under a fresh label (inspect). */
          relabel: Type.Optional(Type.Boolean()),
        },
        strict,
      ),
      { maxItems: 1_000 },
    ),
  },
  strict,
);
export type TaskOutcome = Static<typeof TaskOutcomeSchema>;
export const parseTaskOutcome = gateOf("task outcome", TaskOutcomeSchema);

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
    Type.Array(Type.Object({ sku: id, units: Type.Integer({ minimum: 1, maximum: 1_000_000 }) }), {
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
        goods: Type.Array(
          Type.Object({
            sku: name,
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
