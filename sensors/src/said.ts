/** A device's message as it was read: told where it is odd or unreadable, by device, topic and field, and told to be over when one comes that is neither. */
import { oddMessages } from "@floorplane/contracts/reasons/of-messages";
import type { ReadResult } from "@floorplane/contracts/vda5050/codec";
import type { Desk } from "@floorplane/runtime/room";
import type { Alarms } from "./alarms/alarms.ts";
import type { Figures } from "./figures.ts";

/** Fields that an alarm names. */
const namedMax = 8;

export interface Hearing {
  readonly alarms: Alarms;
  readonly figures: Figures;
}

/** The message, or undefined where it had to be set aside. `topic`: its last level, as people know it. */
export function said<Message>(
  { alarms, figures }: Hearing,
  device: string,
  topic: string,
  read: ReadResult<Message>,
  desk: Desk,
): Message | undefined {
  const unreadable = `device.unreadable.${device}`;
  const odd = `device.odd-words.${device}`;
  if (!read.ok) {
    figures.count("messages.malformed");
    alarms.raiseOwn(
      "device.unreadable",
      unreadable,
      device,
      { topic, field: read.field, why: read.reason },
      desk,
    );
    return undefined;
  }
  alarms.clear(unreadable, desk);
  if (read.warnings.length === 0) alarms.clear(odd, desk);
  else {
    figures.count("messages.odd");
    const remarks = read.warnings.map((remark) => ({ topic, remark }));
    const why = oddMessages(remarks, namedMax);
    alarms.raiseOwn("device.odd-words", odd, device, { topic, why }, desk);
  }
  return read.message;
}
