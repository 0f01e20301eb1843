/** Conditions that need a person, told to `sensors`, which owns the alarms' lives. The key names the condition, so raising twice is one alarm. */
import type { AlarmOf, AlarmParameters, RaisedAlarm } from "@floorplane/contracts/alarms/alarms";
import { AlarmId, isId } from "@floorplane/contracts/ids";
import { hash32 } from "@floorplane/runtime/random";
import type { Desk } from "@floorplane/runtime/room";

type GoodsAlarm = AlarmOf<"wms-bridge">;

export function raiseAlarm<Definition extends GoodsAlarm>(
  desk: Desk,
  definition: Definition,
  source: string,
  parameters: AlarmParameters<Definition>,
): void {
  desk.send("sensors", {
    type: "alarm.raise",
    key: keyOf(definition, source),
    source,
    ...({ definition, parameters } as RaisedAlarm<GoodsAlarm>),
  });
}

export function clearAlarm(desk: Desk, definition: GoodsAlarm, source: string): void {
  desk.send("sensors", { type: "alarm.clear", key: keyOf(definition, source) });
}

/** Ids end at 64 characters and know no slash; an order's name alone may be as long, and have one. */
function keyOf(definition: GoodsAlarm, source: string): AlarmId {
  const plain = `${definition}:${source}`;
  return AlarmId(isId(plain) ? plain : `${definition}:${hash32(source)}`);
}
