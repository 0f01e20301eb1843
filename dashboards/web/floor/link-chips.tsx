/** How far each part can be believed: screen, house, broker, positions; each says live, delayed or since when not. */

import { useLive, useNow, useSignal } from "../live/context.tsx";
import { language, useWords } from "../words/words.ts";
import { clockTime, span, unknown } from "./format.ts";

/** Positions come five times a second; older than this many house seconds per unit of speed, they are no longer where robots are. */
export const positionsOldMs = 3_000;

type Tone = "live" | "waiting" | "broken";

export function LinkChips() {
  const say = useWords();
  const now = useNow();
  const { client, plan } = useLive();
  const link = useSignal(client.link);
  const pulse = useSignal(client.pulse);
  const isHeard = link.kind === "live" && pulse !== undefined;

  const screen: readonly [Tone, string] =
    link.kind === "live"
      ? ["live", say("link.live")]
      : link.kind === "connecting"
        ? ["waiting", say("link.connecting")]
        : link.kind === "delayed"
          ? ["waiting", say("link.delayed", { seconds: link.seconds })]
          : ["broken", say("link.offlineSince", { time: clockTime(link.since, plan.timezone, language()) })];
  const house: readonly [Tone, string] = !isHeard
    ? ["waiting", unknown]
    : pulse.house === "running"
      ? ["live", say("link.live")]
      : ["waiting", say(pulse.house === "starting" ? "link.starting" : "link.stopping")];
  const broker: readonly [Tone, string] = !isHeard
    ? ["waiting", unknown]
    : pulse.broker === "live"
      ? ["live", say("link.live")]
      : pulse.broker === "connecting"
        ? ["waiting", say("link.connecting")]
        : ["broken", say("link.lost")];
  const age = pulse?.positionsAt == null ? undefined : now - pulse.positionsAt;
  const positions: readonly [Tone, string] = !isHeard
    ? ["waiting", unknown]
    : age === undefined
      ? ["waiting", say("link.none")]
      : age <= positionsOldMs * pulse.speed
        ? ["live", say("link.live")]
        : ["broken", say("link.old", { age: span(age, say) })];

  const chips = [
    ["link.screen", ...screen],
    ["link.house", ...house],
    ["link.broker", ...broker],
    ["link.positions", ...positions],
  ] as const;
  return (
    <ul className="links" aria-live="polite">
      {chips.map(([name, tone, text]) => (
        <li key={name} className={`link link-${tone}`}>
          <span className="link-dot" aria-hidden="true" />
          <span className="link-name">{say(name)}</span> {text}
        </li>
      ))}
    </ul>
  );
}

/** One line across the page while nothing on it can be taken for the present. */
export function LinkBanner() {
  const say = useWords();
  const { client, plan } = useLive();
  const link = useSignal(client.link);
  const pulse = useSignal(client.pulse);
  const text =
    link.kind === "offline"
      ? say("link.banner.offline", { time: clockTime(link.since, plan.timezone, language()) })
      : link.kind === "delayed"
        ? say("link.banner.delayed", { seconds: link.seconds })
        : pulse?.house === "starting"
          ? say("link.banner.starting")
          : undefined;
  return (
    <div className="banner-place" role="status">
      {text && <p className="banner">{text}</p>}
    </div>
  );
}
