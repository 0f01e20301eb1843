/**
 * What the floor calls an order or goods. Two clients may give one number to two orders and one code to two goods, so that a number of another client than the site's own is called with its client before it,
 * `acme/O1`. No client's id has a slash in it: the first slash ends it, nobody before it is the site's own client (`/WH/OUT/00001`), and so is a name without one.
 */
import { FloorplaneError } from "./errors.ts";
import { type ClientId, isId, isNumber, type OrderId, type Sku } from "./ids.ts";

/** Numbers that clients give, under which the floor knows a thing. */
type Name = OrderId | Sku;

const slash = "/";

/** `own`: the client whose site it is. Its numbers stand alone, with a slash before those that have one in them. */
export const nameFor = <Of extends Name>(client: ClientId, own: ClientId, code: Of): Of =>
  client !== own
    ? (`${client}${slash}${code}` as Of)
    : code.includes(slash)
      ? (`${slash}${code}` as Of)
      : code;

/** What its client calls it. */
export const codeOf = <Of extends Name>(name: Of): Of => name.slice(name.indexOf(slash) + 1) as Of;

export const clientOf = (name: Name, own: ClientId): ClientId => {
  const end = name.indexOf(slash);
  return end <= 0 ? own : (name.slice(0, end) as ClientId);
};

/** For a person: the slash that says that it is the site's own client's is for programs. */
export const shownName = (name: string): string => (name.startsWith(slash) ? name.slice(1) : name);

/** What the floor calls goods, as a JSON schema takes it, with the longest of both ids. */
export const namePattern = "^([A-Za-z0-9_.:~-]+/)?[A-Za-z0-9_.:~-]+$";
export const nameLengthMax = 129;

export function isOrderName(text: unknown): text is OrderId {
  if (typeof text !== "string") return false;
  const end = text.indexOf(slash);
  if (end < 0) return isNumber(text);
  const number = text.slice(end + 1);
  return isNumber(number) && (end === 0 ? number.includes(slash) : isId(text.slice(0, end)));
}

/** The gate of an order's name, where a screen says one. */
export function OrderName(text: string): OrderId {
  if (isOrderName(text)) return text;
  throw new FloorplaneError({
    code: "malformed-id",
    message: `order ${JSON.stringify(text)} must be a number, or a client and a number with a slash between`,
    field: "order",
  });
}
