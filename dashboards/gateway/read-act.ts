/** A person's act as it came from a screen or over HTTP, read by the table of acts: typed and bounded, or refused with the field that is wrong. */
import { type Act, type ActField, type ActRule, actRules, acts } from "@floorplane/contracts/acts";
import { nameLengthMax as goodsLengthMax, OrderName } from "@floorplane/contracts/client-names";
import type { PersonAsking } from "@floorplane/contracts/connections";
import { AlarmId, NodeId, RobotId, StationId, TaskId } from "@floorplane/contracts/ids";
import { instantMs, instantWords, isInstant } from "@floorplane/contracts/instant";
import type { Command, FoundUnits, Mail, ToFleet, ToWmsBridge } from "@floorplane/contracts/messages";
import { personName, personWords } from "@floorplane/contracts/people-names";
import {
  type DifferenceDecision,
  differenceDecisions,
  type Priority,
  priorities,
  verdicts,
} from "@floorplane/contracts/states";
import type { Desk } from "@floorplane/runtime/room";
import type { AlarmBoard } from "./alarm-board.ts";
import { fields, hasControls, refusal } from "./requests.ts";

/** A sentence, not a report. */
const reasonLengthMax = 200;
/** Something was said, not just a key hit. */
const reasonLengthMin = 3;
const nameLengthMax = 40;
/** As many lines as a truck's load. */
const foundMax = 1_000;
const quantityMax = 1_000_000;

/** Alarms that are acknowledged in one step of the room that keeps them: a row of the ledger stays small. */
const alarmsOfOneStep = 100;

/** What the reader of an act asks the house. */
export interface ActHouse {
  readonly alarms: Pick<AlarmBoard, "acknowledged">;
}

export interface ReadAct {
  readonly type: Act;
  readonly by: string;
  readonly reason: string;
  readonly notAfter: number | undefined;
  /** For the ledger's row. */
  readonly said: Readonly<Record<string, unknown>>;
  /** Writes it to the room that decides. */
  readonly send: (desk: Desk, command: string) => void;
}

/** `from`: where it came from, for acts that need no name. */
export function readAct(value: unknown, from: string, house: ActHouse): ReadAct {
  const said = fields("command", value);
  const type = acts.find((act) => act === said.type);
  if (!type) throw refusal("type", `must be one of ${acts.join(", ")}`);
  const rule: ActRule = actRules[type];
  const reason = readReason(said.reason, rule);
  const by = readName(said.by, rule) ?? from;
  const notAfter = readTime(said.notAfter);
  const command: Omit<Command, "command"> = {
    by,
    reason,
    ...(notAfter === undefined ? {} : { notAfter }),
  };
  const subject = String(said[rule.on] ?? "");
  const of = writerOf(type, rule, said, house);
  return {
    type,
    by,
    reason,
    notAfter,
    said: { type, [rule.on]: subject, by, reason },
    send: (desk, id) => of(desk, { ...command, command: id }),
  };
}

/** Who does something at a screen, and why: both are needed. */
export function readPerson(said: { readonly by: unknown; readonly reason: unknown }): PersonAsking {
  const rule = { reason: "needed" } as const;
  const reason = readReason(said.reason, rule);
  return { by: readName(said.by, rule)!, reason };
}

type Write = (desk: Desk, command: Command) => void;

function writerOf(type: Act, rule: ActRule, said: Readonly<Record<string, unknown>>, house: ActHouse): Write {
  const may = (field: ActField): boolean => rule.may.includes(field);
  switch (rule.on) {
    case "robot": {
      const more = {
        robot: RobotId(said.robot as string),
        ...(may("node") ? { node: optional(said.node, NodeId) } : {}),
        ...(may("to") ? { to: optional(said.to, RobotId) } : {}),
        ...(may("station") ? { station: optional(said.station, StationId) } : {}),
      };
      return (desk, command) => write(desk, "fleet", { type, ...more, ...command } as ToFleet);
    }
    case "place": {
      const place = StationId(said.place as string);
      return (desk, command) => write(desk, "fleet", { type, place, ...command } as ToFleet);
    }
    case "alarm": {
      const named = AlarmId(said.alarm as string);
      const raisedUntil = readTime(said.raisedUntil, "raisedUntil");
      const all = house.alarms.acknowledged(named, raisedUntil ?? Number.POSITIVE_INFINITY);
      const seen = raisedUntil === undefined ? {} : { raisedUntil };
      if (all.length === 0)
        throw refusal(
          "alarm",
          "names a group of which nothing is left to acknowledge: look at the list again",
        );
      return (desk, command) => {
        for (let first = 0; first < all.length; first += alarmsOfOneStep) {
          const [alarm, ...others] = all.slice(first, first + alarmsOfOneStep);
          write(desk, "sensors", { type: "alarm.acknowledge", alarm: alarm!, others, ...seen, ...command });
        }
      };
    }
    case "task": {
      const task = TaskId(said.task as string);
      const found = readFound(said.found);
      const complete = said.complete === true;
      const at = readTime(said.at, "at");
      const when = at === undefined ? {} : { at };
      const place = readText(said.place, "place");
      const where = {
        ...(place === undefined ? {} : { place }),
        ...(said.begun === true ? { begun: true } : {}),
        ...readGrams(said.grams),
        ...readDecision(said.decision),
        ...readBesides(said.besides),
      };
      return (desk, command) =>
        write(desk, "wms-bridge", {
          type: "task.answer",
          task,
          found,
          complete,
          ...where,
          ...when,
          ...command,
        });
    }
    case "order": {
      const order = OrderName(said.order as string);
      const more = may("priority") ? { priority: readPriority(said.priority) } : {};
      return (desk, command) =>
        write(desk, "wms-bridge", { type, order, ...more, ...command } as ToWmsBridge);
    }
    default:
      return rule.on satisfies never;
  }
}

function write<Name extends "fleet" | "sensors" | "wms-bridge">(
  desk: Desk,
  to: Name,
  message: Mail[Name],
): void {
  desk.send(to, message);
}

function readReason(value: unknown, { reason }: Pick<ActRule, "reason">): string {
  const text = value ?? "";
  if (typeof text !== "string" || text.length > reasonLengthMax || hasControls(text))
    throw refusal("reason", `must be one line of at most ${reasonLengthMax} characters`);
  if (reason === "needed" && text.trim().length < reasonLengthMin)
    throw refusal("reason", "is needed: say in a few words why, for whoever comes next");
  return text.trim();
}

function readName(value: unknown, { reason }: Pick<ActRule, "reason">): string | undefined {
  const name = value ?? "";
  if (typeof name !== "string" || name.length > nameLengthMax)
    throw refusal("by", `must be a name of at most ${nameLengthMax} characters`);
  const read = personName(name);
  if (read === undefined) throw refusal("by", personWords);
  if (read !== "") return read;
  if (reason === "needed") throw refusal("by", "is needed: the name of who does it, for whoever comes next");
  return undefined;
}

/** House time as ms since the epoch, or as RFC 3339 text. */
function readTime(value: unknown, field: "notAfter" | "raisedUntil" | "at" = "notAfter"): number | undefined {
  if (value === undefined || value === null) return undefined;
  const at = typeof value === "string" ? instantMs(value) : value;
  if (typeof at === "number" && isInstant(at)) return at;
  throw refusal(
    field,
    typeof value === "string"
      ? instantWords
      : "must be a house time in ms since the epoch, of the years 2001 to 2099",
  );
}

/** Whoever raises an order and says no more means that it goes before all others. */
function readPriority(value: unknown): Priority {
  if (value === undefined || value === null || value === "") return "urgent";
  const known = priorities.find((one) => one === value);
  if (!known) throw refusal("priority", `must be one of ${priorities.join(", ")}`);
  return known;
}

const optional = <Id>(value: unknown, gate: (text: string) => Id): Id | null =>
  value === undefined || value === null || value === "" ? null : gate(value as string);

function readGrams(value: unknown): { readonly grams?: number } {
  if (value === undefined || value === null || value === "") return {};
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > quantityMax)
    throw refusal("grams", `must be a whole number of 0 to ${quantityMax}`);
  return { grams: value as number };
}

function readDecision(value: unknown): { readonly decision?: DifferenceDecision } {
  if (value === undefined || value === null || value === "") return {};
  const decision = differenceDecisions.find((one) => one === value);
  if (!decision) throw refusal("decision", `must be one of ${differenceDecisions.join(", ")}`);
  return { decision };
}

function readBesides(value: unknown): { readonly besides?: number } {
  if (value === undefined || value === null || value === "") return {};
  if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > quantityMax)
    throw refusal("besides", `must be a whole number of 1 to ${quantityMax}`);
  return { besides: value as number };
}

function readFound(value: unknown): FoundUnits[] {
  if (!Array.isArray(value) || value.length > foundMax)
    throw refusal("found", `must be a list of at most ${foundMax} of {sku, quantity}`);
  return value.map((line: unknown, index) => {
    const { sku, quantity, state, relabel, lot, expires } = fields(`found[${index}]`, line);
    // A scanner sends FNC1 of a GS1 code as the group separator.
    if (typeof sku !== "string" || sku.length > goodsLengthMax || hasControls(sku.replaceAll("\u001d", "")))
      throw refusal(`found[${index}].sku`, "must be a code as it was scanned or typed");
    const isCount =
      Number.isInteger(quantity) && (quantity as number) >= 0 && (quantity as number) <= quantityMax;
    if (!isCount) throw refusal(`found[${index}].quantity`, `must be a whole number of 0 to ${quantityMax}`);
    const fit = verdicts.find((word) => word === state);
    if (state !== undefined && !fit)
      throw refusal(`found[${index}].state`, `must be one of ${verdicts.join(", ")}`);
    const label = {
      lot: readText(lot, `found[${index}].lot`),
      expires: readText(expires, `found[${index}].expires`),
    };
    return {
      sku,
      quantity: quantity as number,
      ...(fit ? { state: fit } : {}),
      ...(relabel === true ? { relabel: true } : {}),
      ...(label.lot === undefined ? {} : { lot: label.lot }),
      ...(label.expires === undefined ? {} : { expires: label.expires }),
    };
  });
}

/** As it was scanned or typed; blank is nothing. */
function readText(value: unknown, field: string): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string" || value.length > 64 || hasControls(value))
    throw refusal(field, "must be one line of at most 64 characters");
  return value.trim() === "" ? undefined : value.trim();
}
