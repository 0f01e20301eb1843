/** Rows of a list at the door: what is wrong is said of all of them at once, so that its sender corrects it once. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { Refusal } from "../answering/refusal.ts";

/** More than these of one list help nobody. */
const faultsMax = 100;

/** Each row as it is read, or one refusal of all that are wrong. */
export function readAll<Row, Read>(
  rows: readonly Row[],
  read: (row: Row, index: number) => Read,
): readonly Read[] {
  const refused: (Refusal | FloorplaneError)[] = [];
  const all = rows.flatMap((row, index): Read[] => {
    try {
      return [read(row, index)];
    } catch (error) {
      if (!(error instanceof Refusal) && !(error instanceof FloorplaneError)) throw error;
      refused.push(error);
      return [];
    }
  });
  const [first] = refused;
  if (!first) return all;
  if (refused.length === 1) throw first;
  throw new Refusal(first.code, `${first.message} (and ${refused.length - 1} more: errors has them)`, {
    ...(first.field === undefined ? {} : { field: first.field }),
    faults: refused
      .slice(0, faultsMax)
      .map(({ field, message }) => ({ field: field ?? "", detail: message })),
  });
}
