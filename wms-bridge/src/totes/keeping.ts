/** Small steps that every tote takes: what it holds by the book, out of holds that nobody will pick, out of use. */
import type { StationId } from "@floorplane/contracts/ids";
import type { WithStock } from "../stock/stock-book.ts";
import type { Tote, ToteLine } from "./tote.ts";
import type { WithTotes } from "./totes.ts";

/** Units in the tote by the book. */
export const contentsOf = ({ stock }: WithStock, { tote }: Tote): number =>
  stock.contents(tote).reduce((sum, { units }) => sum + units, 0);

/** Lines that will not be picked any more give their holds back; `which`: all that are open by default. */
export function releaseOpenLines(
  { stock, totes }: WithStock & WithTotes,
  tote: Tote,
  which: (line: ToteLine, entry: number) => boolean = () => true,
): void {
  for (const [entry, line] of tote.lines.entries()) {
    if (line.state !== "open" || !which(line, entry)) continue;
    const row = stock.row(line.location, line.sku, line.lot);
    // What is to be put away is held by nobody: it is asked for again.
    if (tote.kind === "put-away") stock.toPutAway.add(row);
    else if (isHeldOnShelf({ totes }, tote, line))
      stock.move({ holder: row, name: "allocated" }, { holder: row, name: "available" }, line.planned);
    totes.settle(tote, line, { taken: 0, state: "short" });
  }
}

/** A box that was filled has taken the units of its lines off the shelf; what it is asked for itself is held by those whom it serves. */
const isHeldOnShelf = ({ totes }: WithTotes, { kind }: Tote, { box }: ToteLine): boolean =>
  kind !== "supply" && (box === null || totes.supply(box)?.lines[0]?.state === "open");

export function closeTote(
  { stock, totes }: WithStock & WithTotes,
  tote: Tote,
  station: StationId | null,
): void {
  // The face of a refill that put nothing is as low as before: what reserve still has may come with another.
  if (tote.kind === "refill" && tote.putOpen)
    for (const row of stock.rowsAt(tote.face)) if (row.nominal > 0) stock.lowFaces.add(row);
  totes.close(tote, station);
}
