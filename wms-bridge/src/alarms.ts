/** Conditions that need a person, told to `sensors`, which owns the alarms' lives. The key names the condition, so raising twice is one alarm. */
import type { AlarmPriority } from "@floorplane/contracts/documents";
import { AlarmId } from "@floorplane/contracts/ids";
import { hash32 } from "@floorplane/runtime/random";
import type { Desk } from "@floorplane/runtime/room";

export type AlarmDefinition =
  | "order.at-risk"
  | "order.country-unknown"
  | "order.parked"
  | "parcel.late"
  | "parcel.unknown"
  | "portal.unheard"
  | "readers.unheard"
  | "stock.place-removed"
  | "task.answered-otherwise"
  | "task.refused"
  | "task.unknown"
  | "tote.contents-unknown"
  | "tote.unknown"
  | "webhook.dead-letter"
  | "webhook.gone"
  | "webhook.no-hearer"
  | "webhook.refused"
  | "webhook.unheard";

const priorities: Record<AlarmDefinition, AlarmPriority> = {
  "order.at-risk": "medium",
  "order.country-unknown": "medium",
  "order.parked": "high",
  "parcel.late": "medium",
  "parcel.unknown": "high",
  "portal.unheard": "high",
  "readers.unheard": "high",
  "stock.place-removed": "medium",
  "task.answered-otherwise": "medium",
  "task.refused": "medium",
  "task.unknown": "medium",
  "tote.contents-unknown": "high",
  "tote.unknown": "medium",
  "webhook.dead-letter": "high",
  "webhook.gone": "high",
  "webhook.no-hearer": "high",
  "webhook.refused": "medium",
  "webhook.unheard": "high",
};

export function raiseAlarm(
  desk: Desk,
  definition: AlarmDefinition,
  source: string,
  parameters: Readonly<Record<string, string | number>> = {},
): void {
  desk.send("sensors", {
    type: "alarm.raise",
    key: keyOf(definition, source),
    definition,
    priority: priorities[definition],
    source,
    parameters,
  });
}

export function clearAlarm(desk: Desk, definition: AlarmDefinition, source: string): void {
  desk.send("sensors", { type: "alarm.clear", key: keyOf(definition, source) });
}

/** Ids end at 64 characters; an order number alone may be as long. */
function keyOf(definition: AlarmDefinition, source: string): AlarmId {
  const plain = `${definition}:${source}`;
  return AlarmId(plain.length <= 64 ? plain : `${definition}:${hash32(source)}`);
}
