/** Serial numbers in a person's form: which each line says, and whether the book lets them be where he has them. */
import type { TaskOutcome } from "@floorplane/contracts/devices.schema";
import type { Sku } from "@floorplane/contracts/ids";
import type { WithItems } from "../goods/items.ts";
import { keepsSerials, knownBefore, type SerialSaid, saidTwice, whereIs } from "../serials/serial-said.ts";
import type { WithSerials } from "../serials/serials.ts";
import type { Fault } from "./form.ts";

type Line = TaskOutcome["found"][number];

interface Of {
  readonly sku: Sku;
  /** On its label. */
  readonly serial: string | undefined;
  readonly units: number;
}

/** Of goods that nobody keeps by them, a label's is passed over; one that was typed is a mistake. */
export function serialsOfLine(
  means: WithItems,
  { serials = [] }: Line,
  { sku, serial, units }: Of,
  index: number,
): { readonly said: readonly SerialSaid[] } | Fault {
  const field = `found[${index}].serials`;
  if (!keepsSerials(means, sku))
    return serials.length === 0
      ? { said: [] }
      : { reason: "malformed", field, text: `${sku}: serialKept`, skus: [sku] };
  const said = [
    ...(serial === undefined || units === 0 ? [] : [{ sku, serial, field: `found[${index}].sku` }]),
    ...serials.map((one, at) => ({ sku, serial: one, field: `${field}[${at}]` })),
  ];
  if (said.length > units)
    return { reason: "malformed", field, text: `${said.length} > ${units}`, skus: [sku] };
  return { said };
}

/** Of what comes in from outside. */
export function knownSerials(means: WithSerials, said: readonly SerialSaid[]): Fault | undefined {
  const twice = twiceIn(said);
  if (twice) return twice;
  const before = knownBefore(means, said);
  if (!before) return undefined;
  const { one, known } = before;
  const text = `${one.serial} ${whereIs(known)}`;
  return { reason: "serial-elsewhere", field: one.field, text, skus: [one.sku] };
}

function twiceIn(said: readonly SerialSaid[]): Fault | undefined {
  const twice = saidTwice(said);
  if (!twice) return undefined;
  const { first, again } = twice;
  const text = `${again.serial} (${first.field})`;
  return { reason: "serial-twice", field: again.field, text, skus: [again.sku] };
}
