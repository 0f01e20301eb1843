/** The way of orders: how many stand in each stage, how long orders stand there, and which is the next to leave. A stage is a filter of the list. */
import { type Funnel, notches, stages } from "../../gateway/protocol.ts";
import { countdown, span, unknown } from "../floor/format.ts";
import { NotchSign } from "../floor/shapes.tsx";
import { useBelief, useNow } from "../live/context.tsx";
import { useWords } from "../words/words.ts";
import type { Choose, OrdersFilter } from "./orders-search.ts";

interface FlowProps {
  readonly funnel: Funnel | undefined;
  readonly filter: OrdersFilter;
  readonly choose: Choose;
}

export function Flow({ funnel, filter, choose }: FlowProps) {
  const say = useWords();
  const now = useNow();
  const { doubt } = useBelief();
  return (
    <section className="flow" aria-label={say("orders.flow")}>
      <ol className="flow-stages">
        {stages.map((stage) => {
          const count = funnel?.stages.find((one) => one.stage === stage);
          const worst = count ? notches[count.notches.findLastIndex((n) => n > 0)] : undefined;
          const isChosen = filter.stage === stage;
          return (
            <li key={stage}>
              <button
                type="button"
                className={`flow-stage flow-${stage}`}
                aria-pressed={isChosen}
                onClick={() => choose({ stage: isChosen ? undefined : stage })}
              >
                <span className="flow-name">{say(`stage.${stage}`)}</span>
                <span className="flow-count">{count?.count ?? unknown}</span>
                <span className="flow-median" title={medianTitle(count?.medianMs)}>
                  {count?.medianMs == null
                    ? unknown
                    : say("orders.median", { span: span(count.medianMs, say) })}
                </span>
                <span className="flow-next">
                  {worst && worst !== "neutral" && worst !== "notice" && <NotchSign notch={worst} />}
                  {count?.nextShipBy == null
                    ? unknown
                    : count.nextShipBy < now
                      ? countdown(count.nextShipBy, now, say)
                      : say("funnel.next", { span: countdown(count.nextShipBy, now, say) })}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <p className="flow-shipped">
        <span className="flow-name">{say("funnel.shippedToday")}</span>
        <span className="flow-count">{funnel?.shippedToday ?? unknown}</span>
        <span>{funnel ? say("funnel.lastHour", { n: funnel.shippedLastHour }) : unknown}</span>
        <span className={funnel && funnel.lateToday > 0 ? "tone-critical" : ""}>
          {!funnel
            ? unknown
            : funnel.lateToday > 0
              ? say("funnel.late", { n: funnel.lateToday })
              : say(doubt ? "funnel.lateUnknown" : "funnel.noneLate")}
        </span>
      </p>
    </section>
  );

  function medianTitle(ms: number | null | undefined): string {
    return ms == null ? "" : say("orders.medianOf", { span: span(ms, say) });
  }
}
