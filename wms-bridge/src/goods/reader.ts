/** Reads what somebody calls goods: the one reader behind HTTP, handhelds, tags and counts. What it does not know is said, never nothing. */
import type { RefusalReason } from "@floorplane/contracts/documents";
import type { Sku } from "@floorplane/contracts/ids";
import type { Item } from "@floorplane/contracts/wms.schema";
import type { Items } from "./items.ts";
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

export function readGoods(items: Items, text: string): Reading {
  const unread = (reason: Unread, skus: readonly Sku[] = [], shown = text): Reading => ({
    kind: "unread",
    reason,
    text: shown,
    skus,
  });
  const spelling = spellingOf(text);
  if (spelling.kind === "blank") return unread("blank-code");
  if (spelling.kind === "strange") return unread("strange-character", [], withCode(text, spelling.character));
  const owners = items.meant(text);
  const skus = [...new Set(owners.map(({ sku }) => sku))].sort();
  const [sku] = skus;
  if (sku === undefined) return unread("unknown-goods");
  if (skus.length > 1) return unread("ambiguous-goods", skus);
  const item = items.need(sku);
  if (item.kind === "service") return unread("service", skus);
  if (owners.some(({ role }) => role !== "case-gtin" && role !== "former-case"))
    return { kind: "goods", sku, item, units: 1 };
  if (item.caseUnits === undefined || owners.some(({ role }) => role === "former-case"))
    return unread("case-size-unknown", skus);
  return { kind: "goods", sku, item, units: item.caseUnits };
}

/** A Cyrillic A looks like ours: its number does not. */
function withCode(text: string, character: string): string {
  const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
  return `${text} (U+${code})`;
}

/** One sentence for who sent it: what is wrong and what to do. */
export function unreadSentence({ reason, text, skus }: Extract<Reading, { kind: "unread" }>): string {
  const shown = JSON.stringify(text);
  switch (reason) {
    case "blank-code":
      return "a code is blank; name the goods";
    case "strange-character":
      return `${shown} has a character that no code has; type the code as it stands in the catalogue`;
    case "unknown-goods":
      return `${shown} is no SKU, GTIN or alias of the catalogue; send the item first`;
    case "ambiguous-goods":
      return `${shown} may be ${skus.join(" or ")}; name one of them by its SKU`;
    case "case-size-unknown":
      return `${shown} is a case of ${skus[0]}, and nobody has said how many units it holds; name units, or send the item with caseUnits`;
    case "service":
      return `${skus[0]} is a service; only goods have stock`;
    default:
      return reason satisfies never;
  }
}
