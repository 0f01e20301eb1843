/** Open orders by the hours that they have left, most pressing first. A bar is a filter of the list, and says its number. */
import { hoursLeft, type OrdersSummary } from "../../gateway/protocol.ts";
import { unknown } from "../floor/format.ts";
import { type Say, useWords } from "../words/words.ts";
import type { Choose, OrdersFilter } from "./orders-search.ts";

interface LatenessProps {
  readonly summary: OrdersSummary | undefined;
  readonly filter: OrdersFilter;
  readonly choose: Choose;
}

export function Lateness({ summary, filter, choose }: LatenessProps) {
  const say = useWords();
  const most = Math.max(1, ...(summary?.lateness ?? []));
  return (
    <section className="panel" aria-label={say("orders.lateness")}>
      <h2>{say("orders.lateness")}</h2>
      <div className="bars">
        {Array.from({ length: hoursLeft.length + 1 }, (_, bar) => {
          const count = summary?.lateness[bar];
          const isChosen = filter.bar === String(bar);
          return (
            <button
              key={shortOf(bar)}
              type="button"
              className="bar"
              aria-pressed={isChosen}
              title={wordsOf(bar, say)}
              onClick={() => choose({ bar: isChosen ? undefined : String(bar) })}
            >
              <span className="visually-hidden">
                {count === undefined
                  ? wordsOf(bar, say)
                  : say("orders.barOf", { what: wordsOf(bar, say), n: count })}
              </span>
              <span className="bar-count" aria-hidden="true">
                {count === undefined ? unknown : count === 0 ? "" : count}
              </span>
              <svg className="bar-body" viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">
                <rect
                  className={`bar-fill bar-${toneOf(bar)}`}
                  x="0"
                  width="10"
                  y={100 - heightOf(count ?? 0, most)}
                  height={heightOf(count ?? 0, most)}
                />
              </svg>
              <span className="bar-hours" aria-hidden="true">
                {shortOf(bar)}
              </span>
            </button>
          );
        })}
      </div>
    </section>
  );
}

/** Not nothing where there is something. */
const heightOf = (count: number, most: number): number =>
  count === 0 ? 0 : Math.max(3, (count / most) * 100);

/** By the clock alone; how near an order is by what it was given stands at each order. */
const toneOf = (bar: number): "breached" | "critical" | "warning" | "notice" | "neutral" => {
  const upTo = hoursLeft[bar] ?? Number.POSITIVE_INFINITY;
  if (upTo <= 0) return "breached";
  if (upTo <= 1) return "critical";
  if (upTo <= 4) return "warning";
  return upTo <= 24 ? "notice" : "neutral";
};

function shortOf(bar: number): string {
  const from = hoursLeft[bar - 1];
  const to = hoursLeft[bar];
  if (from === undefined) return `< −${-to!}`;
  return to === undefined ? `> ${from}` : `${from < 0 ? `−${-from}` : from}–${to}`;
}

function wordsOf(bar: number, say: Say): string {
  const from = hoursLeft[bar - 1];
  const to = hoursLeft[bar];
  if (from === undefined) return say("orders.bar.below", { n: -to! });
  if (to === undefined) return say("orders.bar.above", { n: from });
  if (to <= 0) return say("orders.bar.late", { from: -to, to: -from });
  return say("orders.bar.left", { from, to });
}
