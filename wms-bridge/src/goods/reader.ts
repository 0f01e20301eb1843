/** Reads what somebody calls goods: the one reader behind HTTP, handhelds, tags and counts. What it does not know is said, never nothing. */
import { clientOf, codeOf } from "@floorplane/contracts/client-names";
import type { RefusalReason } from "@floorplane/contracts/documents";
import type { ClientId, Sku } from "@floorplane/contracts/ids";
import type { Item } from "@floorplane/contracts/wms.schema";
import type { WithSite } from "../keeping/traits.ts";
import type { WithItems } from "./items.ts";
import type { Owner } from "./names.ts";
import { spellingOf } from "./spelling.ts";

export type Unread = Extract<
  RefusalReason,
  "blank-code" | "strange-character" | "unknown-goods" | "ambiguous-goods" | "case-size-unknown" | "service"
>;

export type Reading =
  /** `units` that one piece of what was named stands for: those of a case, or one. */
  | { readonly kind: "goods"; readonly sku: Sku; readonly item: Item; readonly units: number }
  | {
      readonly kind: "unread";
      readonly reason: Unread;
      readonly text: string;
      readonly skus: readonly Sku[];
    };

/** Whose goods may be named. */
export interface Scope {
  readonly client: ClientId | "anybody";
  /** Another client's goods may be meant too: by their full name, or by a code that is nothing of this client's. Who says so works here, and has them in his hands. */
  readonly orOthers?: boolean;
  /** Goods that are meant before those that another client calls so. */
  readonly here?: ReadonlySet<Sku>;
}

export function readGoods(
  means: WithItems & WithSite,
  asked: string,
  { client, orOthers = false, here }: Scope,
): Reading {
  const { items } = means;
  const named = withClient(means, asked);
  const { text } = named;
  const unread = (reason: Unread, skus: readonly Sku[] = [], shown = asked): Reading => ({
    kind: "unread",
    reason,
    text: shown,
    skus,
  });
  // What is another's is as unknown as what is nobody's: an answer that tells them apart tells what a rival has.
  if (client !== "anybody" && !orOthers && named.client !== undefined && named.client !== client)
    return unread("unknown-goods");
  const spelling = spellingOf(text);
  if (spelling.kind === "blank") return unread("blank-code");
  if (spelling.kind === "strange")
    return unread("strange-character", [], withCode(asked, spelling.character));
  const ofClient = items.meant(text, named.client ?? client);
  const meant = ofClient.length === 0 && orOthers && !named.client ? items.meant(text, "anybody") : ofClient;
  const owners = ofThoseHere(means, meant, here);
  const skus = [...new Set(owners.map(({ sku }) => sku))].sort();
  const [sku] = skus;
  if (sku === undefined) return unread("unknown-goods");
  if (skus.length > 1) return unread("ambiguous-goods", toldApart(means, skus));
  const item = items.need(sku);
  if (item.kind === "service") return unread("service", skus);
  if (owners.some(({ role }) => role !== "case-gtin" && role !== "former-case"))
    return { kind: "goods", sku, item, units: 1 };
  if (item.caseUnits === undefined || owners.some(({ role }) => role === "former-case"))
    return unread("case-size-unknown", skus);
  return { kind: "goods", sku, item, units: item.caseUnits };
}

/** `acme/A`: the code with its client before it, as the floor calls goods. An address that a label carries has slashes too, and names nobody. */
function withClient(
  { clients }: WithSite,
  text: string,
): { readonly text: string; readonly client?: ClientId } {
  const [before = "", code, ...more] = text.trim().split("/");
  const client = before as ClientId;
  return code === undefined || more.length > 0 || !clients.has(client) ? { text } : { text: code, client };
}

/** Where several clients call something so, those of whom the book has it here are meant. */
function ofThoseHere(
  { client: own }: WithSite,
  owners: readonly Owner[],
  here: ReadonlySet<Sku> | undefined,
): readonly Owner[] {
  if (!here || new Set(owners.map(({ sku }) => clientOf(sku, own))).size < 2) return owners;
  const known = owners.filter(({ sku }) => here.has(sku));
  return known.length > 0 ? known : owners;
}

/** Goods of several clients are told apart with each client's name, the site's own too: its code alone is what they share. */
function toldApart({ client: own }: WithSite, skus: readonly Sku[]): readonly Sku[] {
  if (new Set(skus.map((sku) => clientOf(sku, own))).size < 2) return skus;
  return skus.map((sku) => `${clientOf(sku, own)}/${codeOf(sku)}` as Sku);
}

/** A Cyrillic A looks like ours: its number does not. */
function withCode(text: string, character: string): string {
  const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
  return `${text} (U+${code})`;
}

/** One sentence for who sent it, in its own codes: what is wrong and what to do. */
export function unreadSentence({ reason, text, skus }: Extract<Reading, { kind: "unread" }>): string {
  const shown = JSON.stringify(text);
  const codes = skus.map(codeOf);
  switch (reason) {
    case "blank-code":
      return "a code is blank; name the goods";
    case "strange-character":
      return `${shown} has a character that no code has; type the code as it stands in the catalogue`;
    case "unknown-goods":
      return `${shown} is no SKU, GTIN or alias of the catalogue; send the item first`;
    case "ambiguous-goods":
      return `${shown} may be ${codes.join(" or ")}; name one of them by its SKU`;
    case "case-size-unknown":
      return `${shown} is a case of ${codes[0]}, and nobody has said how many units it holds; name units, or send the item with caseUnits`;
    case "service":
      return `${codes[0]} is a service; only goods have stock`;
    default:
      return reason satisfies never;
  }
}
