/** Why open orders stand: each reason with how many, their units, how long and how soon; and the goods that most of them wait for. */
import type { OrdersSummary } from "../../gateway/protocol.ts";
import { countdown, dayTime, span } from "../floor/format.ts";
import { useLive, useNow } from "../live/context.tsx";
import { language, useWordOf, useWords } from "../words/words.ts";
import type { Choose, OrdersFilter } from "./orders-search.ts";

interface WhyBoardProps {
  readonly summary: OrdersSummary | undefined;
  readonly filter: OrdersFilter;
  readonly choose: Choose;
}

/** What a person acts on first; the list has the rest. */
const goodsShown = 5;

export function WhyBoard({ summary, filter, choose }: WhyBoardProps) {
  const say = useWords();
  const wordOf = useWordOf();
  const now = useNow();
  const { plan } = useLive();
  if (!summary) return <section className="panel" aria-label={say("orders.why")} aria-busy="true" />;
  return (
    <section className="panel why-board" aria-label={say("orders.why")}>
      <div>
        <h2>{say("orders.why")}</h2>
        {summary.why.length === 0 && summary.gathering === 0 && (
          <p className="dim">{say("orders.why.none")}</p>
        )}
        {summary.gathering > 0 && (
          <p className="dim">{say("orders.why.gathering", { n: summary.gathering })}</p>
        )}
        <ul className="rows">
          {summary.why.map(({ code, orders, units, since, nextShipBy }) => (
            <li key={code}>
              <button
                type="button"
                className="row why-row"
                aria-pressed={filter.why === code}
                onClick={() => choose({ why: filter.why === code ? undefined : code })}
              >
                <span className="why-count">{orders}</span>
                <span className="why-what">
                  {wordOf(`why.${code}`) ?? code}
                  <span className="why-figures">
                    {[
                      units > 0 ? say("orders.whyUnits", { n: units }) : "",
                      since === null ? "" : say("orders.whySince", { span: span(now - since, say) }),
                      countdown(nextShipBy, now, say),
                    ]
                      .filter((part) => part !== "")
                      .join(" · ")}
                  </span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h2>{say("orders.lacking")}</h2>
        {summary.lacking.length === 0 && <p className="dim">{say("orders.lackingNone")}</p>}
        <ul className="rows">
          {summary.lacking.slice(0, goodsShown).map(({ sku, orders, units, expectedAt }) => (
            <li key={sku}>
              <button
                type="button"
                className="row why-row"
                aria-pressed={filter.sku === sku}
                onClick={() => choose({ sku: filter.sku === sku ? undefined : sku })}
              >
                <span className="why-what">
                  {sku}
                  <span className="why-figures">
                    {say("orders.lackingOf", { units, n: orders })} ·{" "}
                    {expectedAt === null
                      ? say("inspector.notAnnounced")
                      : say("inspector.expected", { time: dayTime(expectedAt, plan.timezone, language()) })}
                  </span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
