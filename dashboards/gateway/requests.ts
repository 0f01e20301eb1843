/** What a screen sends, read at the door: typed and bounded, or refused with the field that is wrong. */

import { OrderName } from "@floorplane/contracts/client-names";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { AlarmId, RobotId, StationId, TaskId } from "@floorplane/contracts/ids";
import { stages, type Trouble, type ViewName, viewNames, type Watch, watchKinds } from "./protocol.ts";

const searchLengthMax = 64;
/** Enough to find the line; a page that is broken says more than anyone reads. */
const troubleLengthMax = 1_000;

export function readView(value: unknown): ViewName {
  const { view } = fields("join", value);
  const known = viewNames.find((name) => name === view);
  if (!known) throw refusal("view", `must be one of ${viewNames.join(", ")}`);
  return known;
}

export function readWatch(value: unknown): Watch | null {
  if (value === null || value === undefined) return null;
  const { kind, id } = fields("watch", value);
  if (kind === "robot") return { kind, id: RobotId(id as string) };
  if (kind === "order") return { kind, id: OrderName(id as string) };
  if (kind === "station") return { kind, id: StationId(id as string) };
  if (kind === "alarm") return { kind, id: AlarmId(id as string) };
  if (kind === "task") return { kind, id: TaskId(id as string) };
  const stage = stages.find((name) => name === id);
  if (kind === "stage" && stage) return { kind, id: stage };
  throw refusal("kind", `must be one of ${watchKinds.join(", ")}`);
}

export function readSearch(value: unknown): string {
  const { text } = fields("find", value);
  if (typeof text !== "string" || text.length > searchLengthMax)
    throw refusal("text", `must be text of at most ${searchLengthMax} characters`);
  return text;
}

/** What a broken page says of itself is cut to one line a field rather than refused: it is the only word there is. */
export function readTrouble(value: unknown): Trouble {
  const { panel, what, where } = fields("trouble", value);
  return { panel: plain(panel), what: plain(what), where: plain(where) };
}

const plain = (value: unknown): string =>
  typeof value === "string"
    ? value
        .slice(0, troubleLengthMax)
        .replace(/\s+/g, " ")
        .replace(/\p{Cc}/gu, "")
    : "";

export function fields(what: string, value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw refusal(what, "must be an object");
  return value as Record<string, unknown>;
}

/** Characters below a space end lines in logs and labels; marks of direction turn around what stands beside them (Unicode 9, bidirectional formatting). */
export const hasControls = (text: string): boolean =>
  /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text);

export const refusal = (field: string, must: string): FloorplaneError =>
  new FloorplaneError({ code: "malformed-message", message: `${field} ${must}`, field });
