/**
 * What the floor calls an order or goods. Two clients may give one number to two orders and one code to two goods, so that a number of another client than the site's own is called with its client before it,
 * `acme/O1`. No id has a slash in it: a name means one thing, and one without a slash is the site's own client's.
 */
import { FloorplaneError } from "./errors.ts";
import { type ClientId, isId, type OrderId, type Sku } from "./ids.ts";

/** Numbers that clients give, under which the floor knows a thing. */
type Name = OrderId | Sku;

const slash = "/";

/** `own`: the client whose site it is. */
export const nameFor = <Of extends Name>(client: ClientId, own: ClientId, code: Of): Of =>
  client === own ? code : (`${client}${slash}${code}` as Of);

/** What its client calls it. */
export const codeOf = <Of extends Name>(name: Of): Of => name.slice(name.indexOf(slash) + 1) as Of;

export const clientOf = (name: Name, own: ClientId): ClientId => {
  const end = name.indexOf(slash);
  return end < 0 ? own : (name.slice(0, end) as ClientId);
};

/** As a JSON schema takes it, with the longest of both ids. */
export const namePattern = "^([A-Za-z0-9_.:~-]+/)?[A-Za-z0-9_.:~-]+$";
export const nameLengthMax = 129;

/** The gate of an order's name, where a screen says one. */
export function OrderName(text: string): OrderId {
  const parts = typeof text === "string" ? text.split(slash) : [];
  if (parts.length < 1 || parts.length > 2 || !parts.every(isId))
    throw new FloorplaneError({
      code: "malformed-id",
      message: `order ${JSON.stringify(text)} must be a number, or a client and a number with a slash between`,
      field: "order",
    });
  return text as OrderId;
}
