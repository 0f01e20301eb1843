/** Reads what somebody typed of what they found. */

export interface FoundLine {
  readonly sku: string;
  readonly quantity: number;
}

/** One code and its number a line, the number last; undefined where a line is not that. Which codes there are, the house knows. */
export function foundIn(text: string): readonly FoundLine[] | undefined {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const found = lines.map((line) => /^\s*(\S.*?)[\s:=×x]+(\d{1,7})\s*$/u.exec(line));
  if (found.some((match) => match === null)) return undefined;
  return found.map((match) => ({ sku: match![1]!, quantity: Number(match![2]) }));
}
