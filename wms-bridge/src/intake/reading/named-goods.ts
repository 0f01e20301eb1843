/** Goods as a request names them: the reader's answer in the words of the door. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { ClientId, Sku } from "@floorplane/contracts/ids";
import type { WithItems } from "../../goods/items.ts";
import { readGoods, unreadSentence } from "../../goods/reader.ts";
import type { WithSite } from "../../keeping/traits.ts";
import { Refusal } from "../answering/refusal.ts";

/** Units of one SKU, whatever the sender called it and counted it in. */
export interface NamedUnits {
  readonly sku: Sku;
  readonly units: number;
}

/** As a request writes it, and whose request it is. */
export interface Named {
  readonly client: ClientId;
  readonly text: string;
  readonly quantity: number;
}

/** A million, as the schema's own bound for units: cases may come to more. */
const unitsMax = 1_000_000;

/** In the words of whoever asked: by its own code. */
export const unitsOfIt = (units: number, sku: Sku, state?: string): string =>
  `${units} ${state === undefined ? "" : `${state} `}${units === 1 ? "unit" : "units"} of ${codeOf(sku)}`;

/** Refuses what is not known, not clear, or no goods. */
export function namedUnits(
  means: WithItems & WithSite,
  { client, text, quantity }: Named,
  field: string,
): NamedUnits {
  const named = namedUnitsOrService(means, { client, text, quantity }, field);
  if (named !== "service") return named;
  throw new Refusal("unknown-item", `${text} is a service; only goods have stock`, { field });
}

/** The same where services may be named, of which nothing is booked. */
export function namedUnitsOrService(
  means: WithItems & WithSite,
  { client, text, quantity }: Named,
  field: string,
): NamedUnits | "service" {
  const reading = readGoods(means, text, { client });
  if (reading.kind === "unread") {
    if (reading.reason === "service") return "service";
    throw new Refusal("unknown-item", unreadSentence(reading), { field });
  }
  const units = quantity * reading.units;
  if (units > unitsMax)
    throw new Refusal(
      "malformed-message",
      `${quantity} cases of ${codeOf(reading.sku)} are ${units} units; at most ${unitsMax}`,
      {
        field: field.replace(/sku$/, "quantity"),
      },
    );
  return { sku: reading.sku, units };
}
