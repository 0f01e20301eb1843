/**
 * Whether one of a robot's errors is its answer to the last order sent: makers name refusals as they like, and point at them by order, action, node or header, in references of any
 * spelling or in words. An error that names the order and its update is one at any time; anything vaguer only when it was not there before the order was sent (VDA 5050 6.6, 6.10).
 */
import type { Trouble } from "@floorplane/contracts/reasons/of-robots";
import { type Fault, saidError } from "./report.ts";
import type { VdaOrder } from "./vda-order.ts";

/** What was sent last, as an error may name it. */
export interface SentOrder {
  readonly order: VdaOrder;
  /** Header ids under which it was sent, first and last. */
  readonly headers: readonly [number, number];
  /** Errors that stood already when it was sent, by `faultKey`. */
  readonly before: ReadonlySet<string>;
  /** It was sent again, since no answer came. */
  readonly isRepeated: boolean;
  readonly nodeId: (node: number) => string | undefined;
}

export const faultKey = ({ type, text, references }: Fault): string =>
  JSON.stringify([type, text, references]);

/** Why it refused; undefined: it did not. */
export function refusalOf(sent: SentOrder, faults: readonly Fault[]): Trouble | undefined {
  const fault = faults.find((each) => isAnswer(sent, each));
  return fault && saidError(fault);
}

/** Words that robots of 2.x and 3.0 use for orders they will not take; compared without case and separators. */
const refusingTypes = new Set([
  "validationerror",
  "validationfailure",
  "ordererror",
  "orderupdateerror",
  "noroute",
  "norouteerror",
  "noroutetotarget",
  "invalidorderaction",
  "unsupportedparameter",
  "outdatedorderupdate",
  "sameorderupdateid",
  "otherorderactive",
  "startnodeoutofrange",
  "mobilerobotnotavailable",
  "unknownmapid",
]);
/** Of a cancel that came too late: no word on the order. */
const otherTypes = new Set(["noordertocancel"]);

const plain = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, "");
/** `orderId`, `order_id` and `order` are one key. */
const plainKey = (key: string): string => plain(key).replace(/id$/, "");

type Named = ReadonlyMap<string, string>;

function isAnswer(sent: SentOrder, fault: Fault): boolean {
  const type = plain(fault.type);
  if (otherTypes.has(type)) return false;
  const { orderId, updateId } = sent.order;
  const named: Named = new Map(fault.references.map(({ key, value }) => [plainKey(key), value.trim()]));
  if (isOfAnother(sent, named)) return false;
  const isFamiliar = refusingTypes.has(type);
  const namesOrder = named.get("order") === orderId;
  if (namesOrder && named.get("orderupdate") === String(updateId)) return true;
  if (namesOrder && isFamiliar) return true;
  // Refused before and shown since: after a while of no other answer it is meant again.
  if (sent.before.has(faultKey(fault))) return isFamiliar && named.size === 0 && sent.isRepeated;
  if (isFamiliar) return true;
  if (!namesOrder && !namesPart(sent, named) && !isMentioned(sent, fault.text)) return false;
  // A robot on its way may have something to say of its order that is no answer to what was just added to it.
  return updateId === 0 || sent.isRepeated;
}

/** It names another order, another update, a message of another topic, or something that was taken before. */
function isOfAnother({ order, headers, nodeId }: SentOrder, named: Named): boolean {
  const topic = named.get("topic");
  if (topic !== undefined && !/(^|\/)order$/i.test(topic)) return true;
  const orderId = named.get("order");
  if (orderId !== undefined && orderId !== order.orderId) return true;
  const update = named.get("orderupdate");
  if (update !== undefined && update !== String(order.updateId)) return true;
  const header = named.get("header");
  if (header !== undefined && orderId === undefined && !isWithin(Number(header), headers)) return true;
  const taken = order.base.filter(({ sequence }) => order.updateId > 0 && sequence <= order.from);
  const action = named.get("action");
  if (action !== undefined && taken.some(({ actions }) => actions.some(({ id }) => id === action)))
    return true;
  const node = named.get("node");
  return node !== undefined && action === undefined && taken.some((entry) => nodeId(entry.node) === node);
}

/** It points at something that only this message says. */
function namesPart({ order, headers, nodeId }: SentOrder, named: Named): boolean {
  const header = named.get("header");
  if (header !== undefined && isWithin(Number(header), headers)) return true;
  const fresh = order.base.filter(({ sequence }) => order.updateId === 0 || sequence > order.from);
  const action = named.get("action");
  if (action !== undefined) return fresh.some(({ actions }) => actions.some(({ id }) => id === action));
  const node = named.get("node");
  return (
    node !== undefined &&
    [...fresh.map((entry) => entry.node), ...order.horizon].some((each) => nodeId(each) === node)
  );
}

/** Its words hold the order's id, an action's, or the header's number. */
function isMentioned({ order, headers }: SentOrder, text: string): boolean {
  const ids = [order.orderId, ...order.base.flatMap(({ actions }) => actions.map(({ id }) => id))];
  if (ids.some((id) => holds(text, id))) return true;
  const header = /header\s*_?(?:id)?\W{0,3}(\d+)/i.exec(text)?.[1];
  return header !== undefined && isWithin(Number(header), headers);
}

/** As a word of its own: an id may be the beginning of another. */
function holds(text: string, id: string): boolean {
  for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
    const [before, after] = [text[at - 1] ?? " ", text.slice(at + id.length, at + id.length + 2)];
    if (!/[\w.:~-]/.test(before) && !/^(\w|[.:~-]\w)/.test(after)) return true;
  }
  return false;
}

const isWithin = (header: number, [first, last]: readonly [number, number]): boolean =>
  header >= first && header <= last;
