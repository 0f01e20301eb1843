/** What a move of the stock book is to whoever handles goods: each has its word, but for holds, which nobody's hand follows. */
import type { Handled } from "../handling/handling.ts";
import type { Account, StockRow } from "./accounts.ts";

type Deed = Pick<Handled, "step" | "units" | "from" | "to" | "tote" | "state">;

/** Undefined: a hold was taken or given back, and no unit was touched. */
export function handledBy(from: Account, to: Account, units: number): Handled | undefined {
  const deed = deedOf(from, to, units);
  if (!deed) return undefined;
  const { sku, lot } = from.holder;
  return { ...deed, sku, lot };
}

function deedOf(from: Account, to: Account, units: number): Deed | undefined {
  const { holder: source } = from;
  const { holder: target } = to;
  // The other warehouse has it: nobody here touched it.
  if (from.name === "between" && to.name === "shipped") return undefined;
  if (from.name === "shipped" && to.name === "between") return undefined;
  if (from.name === "between") return { step: "adjust", units: -units };
  if (source.kind === "sheet" && target.kind === "sheet") return { step: "adjust", units };
  if (from.name === "adjusted") return { step: "adjust", units, ...at(target), state: stateOf(to) };
  if (to.name === "adjusted") return { step: "adjust", units: -units, ...at(source), state: stateOf(from) };
  if (source.kind === "sheet") {
    const step = from.name === "shipped" || to.name === "frozen" ? "return" : "receive";
    return { step, units, ...at(target), state: stateOf(to) };
  }
  if (to.name === "shipped" || to.name === "between") return { step: "ship", units, ...of(source) };
  if (target.kind === "sheet")
    return { step: isForSale(from) ? "write-off" : "destroy", units, ...of(source), state: to.name };
  // Two shares of one box: whose a unit is was decided, and no hand touched it.
  if (source.kind === "transit" && target.kind === "transit") return undefined;
  if (target.kind === "transit") return { step: "pick", units, ...of(source), tote: target.tote };
  if (source.kind === "transit")
    return {
      step: isForSale(to) ? "put-away" : "set-aside",
      units,
      tote: source.tote,
      to: target.location,
      state: stateOf(to),
    };
  return between(from, source, to, target, units);
}

function between(
  from: Account,
  source: StockRow,
  to: Account,
  target: StockRow,
  units: number,
): Deed | undefined {
  const isMoved = source.location !== target.location;
  const where = { from: source.location, ...(isMoved ? { to: target.location } : {}) };
  if (!isForSale(from)) return { step: "grade", units, ...where, state: stateOf(to) };
  if (!isForSale(to)) return { step: "set-aside", units, ...where, state: stateOf(to) };
  return isMoved ? { step: "relocate", units, ...where } : undefined;
}

const isForSale = ({ name }: Account): boolean => name === "available" || name === "allocated";

/** What is on hold is frozen, and so is what was not put away yet. */
const stateOf = ({ name }: Account): string => (name === "held" || name === "received" ? "frozen" : name);

/** Where goods go out of. */
const of = (holder: Account["holder"]): Pick<Deed, "from" | "tote"> => ({
  ...(holder.kind === "row" ? { from: holder.location } : {}),
  ...(holder.kind === "transit" ? { tote: holder.tote } : {}),
});

/** Where goods are. */
function at(holder: Account["holder"]): Pick<Deed, "to" | "tote"> {
  const { from: to, tote } = of(holder);
  return { ...(to ? { to } : {}), ...(tote ? { tote } : {}) };
}
