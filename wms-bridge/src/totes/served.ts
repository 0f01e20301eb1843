/** Whom a box of goods serves: lines of totes that stand at its station, as they were asked for. */
import { isTravelling, type Supply, type ToteLine, type Tour } from "./tote.ts";
import type { WithTotes } from "./totes.ts";

export interface ServedLine {
  readonly tour: Tour;
  readonly line: ToteLine;
  readonly entry: number;
}

/** Lines that still wait for their units; those of totes that are called back too, until they have given them up. */
export const openServed = ({ totes }: WithTotes, box: Supply): ServedLine[] =>
  totes
    .servedBy(box)
    .filter(isTravelling)
    .flatMap((tour) =>
      tour.lines.flatMap((line, entry) =>
        line.box === box.tote && line.state === "open" ? [{ tour, line, entry }] : [],
      ),
    );

export const unitsOfLines = (served: readonly Pick<ServedLine, "line">[]): number =>
  served.reduce((sum, { line }) => sum + line.planned, 0);
