/** Rows of a list at the door: what is wrong is said of all of them at once, so that its sender corrects it once. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { Refusal } from "../answering/refusal.ts";

/** More than these of one list help nobody. */
const faultsMax = 100;

type Fault = Refusal | FloorplaneError;

/** Judges one part after the other, and says all that is wrong with them at once. */
export class Judging {
  readonly #refused: Fault[] = [];

  /** What is read; undefined where it is refused. */
  part<Read>(read: () => Read): Read | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Refusal) && !(error instanceof FloorplaneError)) throw error;
      this.#refused.push(error);
      return undefined;
    }
  }

  /** Undefined: nothing is wrong. */
  get refusal(): Fault | undefined {
    const [first] = this.#refused;
    if (!first || this.#refused.length === 1) return first;
    const faults = this.#refused.flatMap((one) =>
      one.faults.length > 0 ? one.faults : [{ field: one.field ?? "", detail: one.message }],
    );
    return new Refusal(first.code, `${faults[0]!.detail} (and ${faults.length - 1} more: errors has them)`, {
      ...(first.field === undefined ? {} : { field: first.field }),
      faults: faults.slice(0, faultsMax),
    });
  }
}

/** Each row as it is read, or one refusal of all that are wrong. */
export function readAll<Row, Read>(
  rows: readonly Row[],
  read: (row: Row, index: number) => Read,
): readonly Read[] {
  const judging = new Judging();
  const all = rows.map((row, index) => judging.part(() => read(row, index)));
  const { refusal } = judging;
  if (refusal) throw refusal;
  return all as Read[];
}
