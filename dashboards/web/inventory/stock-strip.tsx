/** All units by what they are, how many bins were as the book said, and how much work waits for people. */
import { type StockSummary, unitStates } from "../../gateway/protocol.ts";
import { dayTime, decimal, unknown } from "../floor/format.ts";
import type { Asked } from "../lists/use-list.ts";
import { useLive } from "../live/context.tsx";
import { language, useWords } from "../words/words.ts";
import type { Choose } from "./inventory-search.ts";

/** Of bins; below it a warehouse is like others. */
const targetPercent = 99.6;
/** Of fewer bins one that was wrong would be below it: no share is told of them. */
const binsForShare = 250;

interface StockStripProps {
  readonly asked: Asked<StockSummary>;
  readonly state: string | undefined;
  readonly choose: Choose;
}

export function StockStrip({ asked: { body, isOld }, state, choose }: StockStripProps) {
  const say = useWords();
  const all = body ? unitStates.reduce((sum, one) => sum + body.units[one], 0) : 0;
  const number = (n: number): string => decimal(n, 0, language());
  return (
    <section className={isOld ? "strip list-old" : "strip"} aria-label={say("inventory.units")}>
      <div className="strip-part strip-units">
        <h2>
          {say("inventory.units")} <span className="count">{body ? number(all) : unknown}</span>
        </h2>
        <div className="stack" aria-hidden="true">
          {body &&
            unitStates.map((one) =>
              body.units[one] === 0 ? null : (
                <span key={one} className={`stack-${one}`} style={{ flexGrow: body.units[one] }} />
              ),
            )}
        </div>
        <ul className="stack-states">
          {unitStates.map((one) => (
            <li key={one}>
              <button
                type="button"
                className="row stack-state"
                aria-pressed={state === one}
                onClick={() => choose({ view: "stock", state: state === one ? undefined : one })}
              >
                <span className={`stack-mark stack-${one}`} aria-hidden="true" />
                <span>{say(`inventory.state.${one}`)}</span>
                <strong>{body ? number(body.units[one]) : unknown}</strong>
              </button>
            </li>
          ))}
        </ul>
      </div>
      <AccuracyTile accuracy={body?.accuracy} />
      <div className="strip-part">
        <h2>{say("inventory.work")}</h2>
        <button
          type="button"
          className="link-button strip-figure"
          onClick={() => choose({ view: "tickets" })}
        >
          {body ? number(body.tasks.awaited) : unknown}
        </button>
        <p className="dim">{body ? say("inventory.workOf", body.tasks) : unknown}</p>
        <p className={body && body.tasks.doubted > 0 ? "tone-high" : "dim"}>
          {body ? say("inventory.workDoubted", { n: body.tasks.doubted }) : unknown}
        </p>
      </div>
    </section>
  );
}

function AccuracyTile({ accuracy }: { readonly accuracy: StockSummary["accuracy"] | undefined }) {
  const say = useWords();
  const { plan } = useLive();
  const target = decimal(targetPercent, 1, language());
  const percent = accuracy && accuracy.bins >= binsForShare ? (accuracy.right / accuracy.bins) * 100 : null;
  const isBelow = percent !== null && percent < targetPercent;
  return (
    <div className="strip-part">
      <h2>{say("inventory.accuracy")}</h2>
      <p className={isBelow ? "strip-figure tone-high" : "strip-figure"}>
        {/* Rounded down: 99.59 % is not 99.6 %. */}
        {percent === null
          ? accuracy && accuracy.bins > 0
            ? say("inventory.accuracyFew", { right: accuracy.right, bins: accuracy.bins })
            : unknown
          : say("climate.percent", { value: decimal(Math.floor(percent * 100) / 100, 2, language()) })}
      </p>
      {isBelow && <p className="tone-high">{say("inventory.accuracyBelow", { target })}</p>}
      <p className="dim">
        {!accuracy
          ? unknown
          : accuracy.since === null
            ? say("inventory.accuracyNone")
            : say("inventory.accuracyOf", {
                right: accuracy.right,
                bins: accuracy.bins,
                time: dayTime(accuracy.since, plan.timezone, language()),
                target,
              })}
      </p>
    </div>
  );
}
