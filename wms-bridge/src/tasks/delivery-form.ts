/**
 * What a person or a reader says that came: codes of pieces and cases, element strings of GS1 labels, tags; of goods that ask for it each with its lot and its last day.
 * One line that cannot be right makes the whole form wait, named by its field.
 */
import type { TaskOutcome } from "@floorplane/contracts/devices.schema";
import type { GoodsLabel } from "@floorplane/contracts/gs1-elements";
import { isId, LotId, type Sku } from "@floorplane/contracts/ids";
import { instantMs } from "@floorplane/contracts/instant";
import type { WithItems } from "../goods/items.ts";
import { readGoods, type Scope } from "../goods/reader.ts";
import type { WithSite } from "../keeping/traits.ts";
import type { SerialSaid } from "../serials/serial-said.ts";
import { judgeLot, type LotFault, lotKey } from "../stock/lot-said.ts";
import type { WithLots } from "../stock/lots.ts";
import type { Came, Fault, Readable } from "./form.ts";
import { labelOf } from "./scanned.ts";
import { serialsOfLine } from "./serials-form.ts";
import type { Task } from "./task.ts";

type DeliveryMeans = WithItems & WithSite & WithLots;
type Line = TaskOutcome["found"][number];

export function readDelivery(
  means: DeliveryMeans,
  { receipt }: Pick<Task, "receipt">,
  { found: lines, at }: Pick<TaskOutcome, "found" | "at">,
  scope: Scope,
): Readable | Fault {
  const now = instantMs(at)!;
  const found = new Map<Sku, number>();
  const came = new Map<string, Came>();
  const days = new Map<string, string>();
  const serials = new Set<string>();
  const named: SerialSaid[] = [];
  for (const [index, line] of lines.entries()) {
    const field = (name: string): string => `found[${index}].${name}`;
    const label = labelOf(line.sku, now);
    if (label?.kind === "wrong") return { reason: "no-day", field: field("sku"), text: label.text, skus: [] };
    const { gtin = line.sku, serial, count = 1, lot, expires } = label?.label ?? {};
    const reading = readGoods(means, gtin, scope);
    if (reading.kind === "unread") return { ...reading, field: field("sku") };
    const { sku } = reading;
    if (serial !== undefined) {
      const one = `${gtin}|${serial}`;
      if (serials.has(one)) return { reason: "serial-twice", field: field("sku"), text: serial, skus: [sku] };
      serials.add(one);
    }
    const ofLine = serialsOfLine(
      means,
      line,
      { sku, serial, units: line.quantity * count * reading.units },
      index,
    );
    if ("reason" in ofLine) return ofLine;
    const differs = differing(line, { lot, expires });
    if (differs)
      return { reason: "malformed", field: field(differs), text: `label: ${lot ?? expires}`, skus: [sku] };
    const said = {
      sku,
      lot: line.lot ?? lot ?? ownLotOf(means, sku, receipt),
      expires: line.expires ?? expires,
    };
    const judged = judgeLot(means, said, now, days);
    if ("reason" in judged) return { ...faultOf(said, judged), field: field(judged.field), skus: [sku] };
    const units = line.quantity * count * reading.units;
    named.push(...ofLine.said.map((one) => ({ ...one, lot: judged.lot! })));
    const { newDay } = judged;
    const key = lotKey(sku, judged.lot!);
    if (newDay !== undefined) days.set(key, newDay);
    found.set(sku, (found.get(sku) ?? 0) + units);
    const before = came.get(key);
    came.set(key, {
      sku,
      lot: judged.lot!,
      units: (before?.units ?? 0) + units,
      newDay: before?.newDay ?? newDay,
    });
  }
  return { found, graded: [], came: [...came.values()], serials: named };
}

/** Typed beside what was scanned, it must be the same. */
function differing(
  line: Line,
  label: { readonly [Name in "lot" | "expires"]: GoodsLabel[Name] | undefined },
): "lot" | "expires" | undefined {
  for (const name of ["lot", "expires"] as const)
    if (line[name] !== undefined && label[name] !== undefined && line[name] !== label[name]) return name;
  return undefined;
}

/** Deliveries of goods that nobody keeps by lot are their own lots: where one was bad, its units are found by it. */
function ownLotOf({ items }: WithItems, sku: Sku, receipt: string | null): string | undefined {
  if (items.need(sku).lotKept) return undefined;
  return LotId(isId(receipt) ? receipt : "RECEIVED");
}

function faultOf(
  { lot = "", expires = "" }: { readonly lot: string | undefined; readonly expires: string | undefined },
  fault: LotFault,
): Pick<Fault, "reason" | "text"> {
  switch (fault.reason) {
    case "no-lot":
      return { reason: "malformed", text: lot };
    case "lot-missing":
    case "expires-missing":
      return { reason: fault.reason, text: lot };
    case "other-day":
      return { reason: "other-day", text: `${expires}; lot ${lot}: ${fault.known}` };
    case "no-day":
    case "day-too-far":
    case "no-shelf-life":
      return { reason: fault.reason, text: expires };
    default:
      return fault satisfies never;
  }
}
