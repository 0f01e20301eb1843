/** Ids are types and their constructors are their gates. The alphabet is VDA 5050's (`A-Z a-z 0-9 _ - . :`), so that any id may be a topic level. */
import type { Branded } from "./brand.ts";
import { FloorplaneError } from "./errors.ts";

/** Long enough for UUIDs with a prefix and real invoice numbers, short enough for a topic level. */
const idLengthMax = 64;
/** Of an id; a JSON schema takes it too. */
export const idPattern = "^[A-Za-z0-9_.:~-]+$";
const ID = new RegExp(idPattern);
/**
 * A letter, digit, mark or sign of any script, and single blanks between them: what two people read as the same is the same, since nothing in it is invisible. Joiners, fillers and variation selectors
 * are marks and letters that nothing is drawn of (Unicode Standard Annex 44, Default_Ignorable_Code_Point); a Braille cell without a dot is a sign.
 */
const seen = "(?![\\p{Default_Ignorable_Code_Point}\\u2800])[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}]";
/** Numbers as WMSs write them: `536365`, `WH/OUT/00001`, `#1001`, `注文-7`; a JSON schema takes the pattern too. */
export const numberPattern = `^(?:${seen})+(?: (?:${seen})+)*$`;
const NUMBER = new RegExp(numberPattern, "u");
/** Names that JavaScript objects treat specially never become ids. */
const RESERVED = new Set(["__proto__", "constructor", "prototype"]);

/** Steps of a path: an address with one of them is another address before it is sent. */
const STEPS = new Set([".", ".."]);

/** Whether a text may be an id, and so a level of a topic. */
export const isId = (text: unknown): text is string =>
  typeof text === "string" &&
  text.length <= idLengthMax &&
  ID.test(text) &&
  !RESERVED.has(text) &&
  !STEPS.has(text);

export const idWords = `must be 1 to ${idLengthMax} of A-Z a-z 0-9 _ . : ~ -`;

/** Whether a text may be a number that somebody else gives: up to 64 characters. */
export const isNumber = (text: unknown): text is string =>
  typeof text === "string" &&
  [...text].length <= idLengthMax &&
  NUMBER.test(text) &&
  !RESERVED.has(text) &&
  !STEPS.has(text);

/** Letters with marks are written in two ways that look alike: one of them is meant (Unicode Standard Annex 15, NFC). */
export const oneSpelling = (number: string): string => number.normalize("NFC");

export const numberWords = `must be 1 to ${idLengthMax} letters, digits and signs of any script, with single blanks between them`;

function gate<Name extends string>(what: string, isOne: (text: unknown) => boolean = isId, words = idWords) {
  return (text: string): Branded<string, Name> => {
    if (RESERVED.has(text))
      throw malformed(what, text, "is a word that programs keep for themselves; give it another name");
    if (STEPS.has(text))
      throw malformed(
        what,
        text,
        "is a step in a path, so that no address could name it; give it another name",
      );
    if (!isOne(text)) throw malformed(what, text, words);
    return text as Branded<string, Name>;
  };
}

const malformed = (what: string, text: string, words: string): FloorplaneError =>
  new FloorplaneError({
    code: "malformed-id",
    message: `${what} ${JSON.stringify(text)} ${words}`,
    field: what,
  });

export type SiteId = Branded<string, "SiteId">;
export const SiteId = gate<"SiteId">("site");
/** One owner of goods in a site. */
export type ClientId = Branded<string, "ClientId">;
export const ClientId = gate<"ClientId">("client");

/** What the house calls a robot, unique in its site: in rows, on screens, as its client id. Its serial number, unless the site names that beside it. */
export type RobotId = Branded<string, "RobotId">;
export const RobotId = gate<"RobotId">("robot");
/** What a robot calls itself on the wire, unique with its manufacturer: in its topics and headers. */
export type SerialNumber = Branded<string, "SerialNumber">;
export const SerialNumber = gate<"SerialNumber">("serial number");
export type Manufacturer = Branded<string, "Manufacturer">;
export const Manufacturer = gate<"Manufacturer">("manufacturer");

export type MapId = Branded<string, "MapId">;
export const MapId = gate<"MapId">("map");
export type NodeId = Branded<string, "NodeId">;
export const NodeId = gate<"NodeId">("node");
export type EdgeId = Branded<string, "EdgeId">;
export const EdgeId = gate<"EdgeId">("edge");
/** A LIF station: packing station, charger, check lane, or one storage location. */
export type StationId = Branded<string, "StationId">;
export const StationId = gate<"StationId">("station");
/** A storage place that holds stock. Where robots reach it, its code is the LIF stationId of that place. */
export type LocationId = Branded<string, "LocationId">;
export const LocationId = gate<"LocationId">("location");

/** The WMS's own number of a shipping order; inside the house what the floor calls it (`client-names.ts`). */
export type OrderId = Branded<string, "OrderId">;
export const OrderId = gate<"OrderId">("order", isNumber, numberWords);
export type LineId = Branded<string, "LineId">;
export const LineId = gate<"LineId">("line");
export type ReturnId = Branded<string, "ReturnId">;
export const ReturnId = gate<"ReturnId">("return", isNumber, numberWords);
/** A client's code of goods; inside the house what the floor calls them (`client-names.ts`). */
export type Sku = Branded<string, "Sku">;
export const Sku = gate<"Sku">("sku");
export type LotId = Branded<string, "LotId">;
export const LotId = gate<"LotId">("lot");
export type WaveId = Branded<string, "WaveId">;
export const WaveId = gate<"WaveId">("wave");
export type ToteId = Branded<string, "ToteId">;
export const ToteId = gate<"ToteId">("tote");
/** What a load is known by: the number on its label, such as a pallet's SSCC. Whoever asks for its transport gives it. */
export type LoadId = Branded<string, "LoadId">;
export const LoadId = gate<"LoadId">("load", isNumber, numberWords);
export type TransportId = Branded<string, "TransportId">;
export const TransportId = gate<"TransportId">("transport");
/** Work for a person: count a tote, count a bin, take a write-off from the shelf. */
export type TaskId = Branded<string, "TaskId">;
export const TaskId = gate<"TaskId">("task");
/** A packing job at a station. */
export type JobId = Branded<string, "JobId">;
export const JobId = gate<"JobId">("job");

/** A reader, sensor, portal, PLC or handheld. */
export type DeviceId = Branded<string, "DeviceId">;
export const DeviceId = gate<"DeviceId">("device");
export type AlarmId = Branded<string, "AlarmId">;
export const AlarmId = gate<"AlarmId">("alarm");

/** VDA 5050 `orderId`; the house writes `VDA order` for it. */
export type VdaOrderId = Branded<string, "VdaOrderId">;
export const VdaOrderId = gate<"VdaOrderId">("VDA order");

/** Compares by UTF-16 code units: the same in every locale. */
export const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
