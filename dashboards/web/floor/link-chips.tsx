/** How far each part can be believed: screen, house, broker, positions; each says live, delayed or since when not. */
import { useEffect, useState } from "react";
import { useBelief, useLive } from "../live/context.tsx";
import { language, type Say, useWords } from "../words/words.ts";
import { type Doubt, type PartState, parts } from "./belief.ts";
import { clockTime, span, unknown } from "./format.ts";

type Tone = "live" | "waiting" | "broken";
const tones: Readonly<Record<PartState["kind"], Tone>> = {
  live: "live",
  connecting: "waiting",
  starting: "waiting",
  stopping: "waiting",
  delayed: "waiting",
  none: "waiting",
  unheard: "waiting",
  offline: "broken",
  lost: "broken",
  old: "broken",
};

export function LinkChips() {
  const say = useWords();
  const { plan } = useLive();
  const { parts: states } = useBelief();
  return (
    <ul className="links" aria-live="polite">
      {parts.map((part) => (
        <li key={part} className={`link link-${tones[states[part].kind]}`}>
          <span className="link-dot" aria-hidden="true" />
          <span className="link-name">{say(`link.${part}`)}</span>{" "}
          {stateText(states[part], plan.timezone, say)}
        </li>
      ))}
    </ul>
  );
}

function stateText(state: PartState, timezone: string, say: Say): string {
  switch (state.kind) {
    case "delayed":
    case "offline":
      return state.since === null
        ? say("link.unreached")
        : say(state.kind === "delayed" ? "link.delayed" : "link.offlineSince", {
            time: clockTime(state.since, timezone, language()),
          });
    case "old":
      return say("link.old", { age: span(state.ageMs, say) });
    case "unheard":
      return unknown;
    case "live":
    case "connecting":
    case "starting":
    case "stopping":
    case "lost":
    case "none":
      return say(`link.${state.kind}`);
    default:
      return state satisfies never;
  }
}

/** A page that only begins is told everything within this; a line that comes and goes meanwhile would make all of it jump. */
const beginningMs = 5_000;

/** One line across the page while nothing on it can be taken for the present. */
export function LinkBanner() {
  const say = useWords();
  const { plan } = useLive();
  const { doubt: present } = useBelief();
  const [isBeginning, setBeginning] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setBeginning(false), beginningMs);
    return () => clearTimeout(timer);
  }, []);
  const isUntold = present?.state.kind === "connecting" || present?.state.kind === "none";
  const doubt = isBeginning && isUntold ? undefined : present;
  return (
    <div className="banner-place" role="status">
      {doubt && <p className="banner">{doubtText(doubt, plan.timezone, say)}</p>}
    </div>
  );
}

/** Why what is shown is not to be taken for the present, in one sentence. */
function doubtText({ part, state }: Doubt, timezone: string, say: Say): string {
  switch (state.kind) {
    case "delayed":
    case "offline":
      return state.since === null
        ? say("doubt.unreached")
        : say(`doubt.${state.kind}`, { time: clockTime(state.since, timezone, language()) });
    case "old":
      return say("doubt.old", { age: span(state.ageMs, say) });
    case "starting":
    case "stopping":
      return say(`doubt.${state.kind}`);
    case "lost":
      return say("doubt.broker");
    case "connecting":
      return part === "broker" ? say("doubt.broker") : say("doubt.connecting");
    case "none":
      return part === "positions" ? say("doubt.noPositions") : say("doubt.untold");
    case "unheard":
    case "live":
      return say("doubt.untold");
    default:
      return state satisfies never;
  }
}
