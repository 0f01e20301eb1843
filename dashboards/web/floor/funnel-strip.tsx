/** Orders by where they stand, each stage with how near its orders are to their ship-by and the next one to leave. */
import { type Funnel, notches, type StageCount, stages } from "../../gateway/protocol.ts";
import { useBelief, useNow, useView } from "../live/context.tsx";
import { useSelection } from "../selection.ts";
import { useWords } from "../words/words.ts";
import { countdown, unknown } from "./format.ts";
import { NotchSign } from "./shapes.tsx";

export function FunnelStrip() {
  const say = useWords();
  const { doubt } = useBelief();
  const funnel = useView("orders").get("funnel") as Funnel | undefined;
  return (
    <section className="funnel" aria-label={say("funnel.title")}>
      <ol className="funnel-stages">
        {stages.map((stage) => (
          <Stage key={stage} stage={stage} count={funnel?.stages.find((one) => one.stage === stage)} />
        ))}
      </ol>
      <div className="stage stage-shipped">
        <span className="stage-name">{say("funnel.shippedToday")}</span>
        <span className="stage-count">{funnel?.shippedToday ?? unknown}</span>
        <span className="stage-next">
          {funnel && say("funnel.lastHour", { n: funnel.shippedLastHour })}
          {funnel && " · "}
          {funnel && (
            <span className={funnel.lateToday > 0 ? "tone-critical" : ""}>
              {funnel.lateToday > 0
                ? say("funnel.late", { n: funnel.lateToday })
                : say(doubt ? "funnel.lateUnknown" : "funnel.noneLate")}
            </span>
          )}
        </span>
      </div>
    </section>
  );
}

function Stage({
  stage,
  count,
}: {
  readonly stage: StageCount["stage"];
  readonly count: StageCount | undefined;
}) {
  const say = useWords();
  const now = useNow();
  const { select } = useSelection();
  const total = count?.count ?? 0;
  const worst = count ? notches[count.notches.findLastIndex((n) => n > 0)] : undefined;
  const isLoud = worst === "warning" || worst === "critical" || worst === "breached";
  return (
    <li className={`stage stage-${stage}${stage === "exception" && total > 0 ? " stage-abnormal" : ""}`}>
      <button
        type="button"
        className="link-button stage-name"
        title={say("funnel.open", { stage: say(`stage.${stage}`) })}
        onClick={() => select({ kind: "stage", id: stage })}
      >
        {say(`stage.${stage}`)}
      </button>
      <span className="stage-count">{count ? total : unknown}</span>
      <span className="stage-next">
        {isLoud && worst && <NotchSign notch={worst} />}
        {isLoud && worst && <span className="visually-hidden">{say(`notch.${worst}`)} </span>}
        {count?.nextShipBy == null
          ? unknown
          : count.nextShipBy < now
            ? countdown(count.nextShipBy, now, say)
            : say("funnel.next", { span: countdown(count.nextShipBy, now, say) })}
      </span>
      <span className="stage-bar" aria-hidden="true">
        {count?.notches.map((n, index) =>
          n === 0 ? null : (
            <span key={notches[index]} className={`notch-${notches[index]}`} style={{ flexGrow: n }} />
          ),
        )}
      </span>
    </li>
  );
}
