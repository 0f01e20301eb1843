/**
 * What readers and climate sensors say, read as far as it goes: by one table of stands as for robots. A device that errs in one field is heard in the others; what must not be guessed
 * (a tag, a round) is refused by its name.
 */
import { ClimateReadingSchema, ReadsSchema } from "./devices.schema.ts";
import { codec } from "./vda5050/codec.ts";
import { absent, as, outer, type Stands, unreadableAs } from "./vda5050/stands.ts";

/** Stands for a time that is not told: the house goes by arrival. No device's clock can say this. */
export const noTime = "not told: by arrival";

/** Stands for a strength that is not told. */
export const noStrength = -120;

export const readsStands: Stands = {
  reader: as("", "who speaks is told by the topic, which only that reader may speak on"),
  at: as(noTime, "no time at all; the house goes by arrival"),
  round: as(outer, "which question it answers must not be guessed"),
  reads: as(outer, "tags that are not told are not none"),
  "reads[]": as(outer, "a tag that cannot be read may be a piece in the tote"),
  "reads[].epc": as(outer, "a tag that cannot be read may be a piece in the tote", { verbatim: true }),
  "reads[].antenna": as(1, "no logic hangs on it"),
  "reads[].rssiDbm": as(noStrength, "whose tote is nearer cannot be told then: two of them are a doubt"),
  "reads[].count": as(1, "seen once at least"),
};

export const climateStands: Stands = {
  device: as("", "who speaks is told by the topic, which only that device may speak on"),
  at: as(noTime, "no time at all; the house goes by arrival"),
  temperatureC: unreadableAs(
    absent,
    "no value: the zone is judged by what can be read, and the silence is told",
  ),
  humidityPercent: unreadableAs(absent, "as for the temperature"),
  batteryPercent: unreadableAs(absent, "for people"),
};

const reads = codec(ReadsSchema, { stands: readsStands });
// One that leaves out who and when still measures.
const climate = codec(ClimateReadingSchema, { stands: climateStands, lackMax: 1 });

export const readReads = reads.read;
export const readClimateReading = climate.read;
