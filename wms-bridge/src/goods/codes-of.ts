/** Every code that goods wear, for a screen that is to know them where it scans them. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { GoodsCode } from "@floorplane/contracts/documents";
import type { Sku } from "@floorplane/contracts/ids";
import type { WithItems } from "./items.ts";
import { nameOfGtin, spellingOf } from "./spelling.ts";

/** Those that mean these goods and no others; a case whose size nobody said is left out, since it cannot be counted. None of goods that the catalogue does not have. */
export function codesOf({ items }: WithItems, sku: Sku): readonly GoodsCode[] {
  const item = items.get(sku);
  if (!item) return [];
  const { gtin, caseGtin, caseUnits, aliases = [], formerGtins = [] } = item;
  const isTheirs = (name: string): boolean =>
    items.ownersOf(name, item.client).every((owner) => owner.sku === sku);
  const isCode = (code: string): boolean => {
    const spelling = spellingOf(code);
    return spelling.kind === "names" && spelling.names.every(isTheirs);
  };
  const ofOne = [codeOf(sku), ...aliases].filter(isCode);
  const gtins = [...(gtin ? [gtin] : []), ...formerGtins].filter((one) => isTheirs(nameOfGtin(one)));
  const isCase = caseGtin !== undefined && caseUnits !== undefined && isTheirs(nameOfGtin(caseGtin));
  return [
    ...[...ofOne, ...gtins].map((code) => ({ code, units: 1 })),
    ...(isCase ? [{ code: caseGtin, units: caseUnits }] : []),
  ];
}
