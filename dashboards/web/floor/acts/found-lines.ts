/** Reads what somebody typed of what they found. */
import type { FoundUnits } from "@floorplane/contracts/messages";
import { dispositions } from "@floorplane/contracts/states";

/** One code and its number a line, what it is fit for where that is asked, and of a delivery its lot and the last day of it; undefined where a line is not that. Which codes there are, the house knows. */
export function foundIn(text: string): readonly FoundUnits[] | undefined {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const found = lines.map((line) => pattern.exec(line));
  if (found.some((match) => match === null)) return undefined;
  return found.map((match) => {
    const state = dispositions.find((word) => word === match![3]?.toLowerCase());
    const [, sku, quantity, , lot, expires] = match!;
    return {
      sku: sku!,
      quantity: Number(quantity),
      ...(state ? { state } : {}),
      ...(lot ? { lot } : {}),
      ...(expires ? { expires } : {}),
    };
  });
}

const pattern = new RegExp(
  `^\\s*(\\S.*?)[\\s:=×x]+(\\d{1,7})(?:\\s+(${dispositions.join("|")}))?(?:\\s+lot\\s+(\\S+))?(?:\\s+(\\d{4}-\\d{2}-\\d{2}))?\\s*$`,
  "iu",
);
