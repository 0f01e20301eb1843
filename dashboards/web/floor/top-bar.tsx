/** Top line: which site, find anything, how live it is, house time, theme and help. */
import { ActionIcon } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useBelief, useLive, useNow, useSignal } from "../live/context.tsx";
import { handPath, type Page, pages } from "../pages.ts";
import { language, useWords } from "../words/words.ts";
import { clockTime, unknown } from "./format.ts";
import { HelpIcon, MoonIcon, SunIcon } from "./icons.tsx";
import { LinkChips } from "./link-chips.tsx";
import { Search } from "./search.tsx";
import { useIsDark, useTheme } from "./use-is-dark.ts";

interface TopBarProps {
  readonly page: Page;
  readonly openHelp: () => void;
}

export function TopBar({ page, openHelp }: TopBarProps) {
  const say = useWords();
  const { plan } = useLive();
  const isDark = useIsDark();
  const { turn } = useTheme();
  return (
    <header className="top-bar">
      <div className="brand">
        <img src="/floorplane.svg" alt="" width="24" height="24" />
        <h1 className="brand-name">{say("app.name")}</h1>
        <span className="brand-site">{plan.site}</span>
      </div>
      <nav className="pages" aria-label={say("pages.title")}>
        {pages.map((one) => (
          <Link
            key={one.page}
            to={one.path}
            className="page-link"
            {...(one.page === page ? { "aria-current": "page" as const } : {})}
          >
            {say(`page.${one.page}`)}
          </Link>
        ))}
        <a href={handPath} className="page-link">
          {say("page.hand")}
        </a>
      </nav>
      <Search />
      <LinkChips />
      <HouseClock />
      <div className="top-actions">
        <ActionIcon
          variant="subtle"
          size="lg"
          aria-label={say("theme.toggle", { theme: isDark ? "light" : "dark" })}
          onClick={turn}
        >
          {isDark ? <SunIcon /> : <MoonIcon />}
        </ActionIcon>
        <ActionIcon variant="subtle" size="lg" aria-label={say("help.open")} onClick={openHelp}>
          <HelpIcon />
        </ActionIcon>
      </div>
    </header>
  );
}

function HouseClock() {
  const say = useWords();
  const now = useNow();
  const { client, plan } = useLive();
  const pulse = useSignal(client.pulse);
  const { screen } = useBelief().parts;
  // A house that is not heard may stand still: its clock is shown as it was last heard, and never this machine's own.
  const isHeard = screen.kind === "live";
  const isSilent = screen.kind === "offline" || screen.kind === "delayed";
  const shown = isHeard ? now : isSilent ? (screen.since ?? undefined) : pulse?.now;
  return (
    <div className="clock">
      <span className="visually-hidden">{say("time.house")}</span>
      {pulse === undefined || shown === undefined ? (
        <span className="clock-time">{unknown}</span>
      ) : (
        <time className="clock-time" dateTime={new Date(shown).toISOString()}>
          {clockTime(shown, plan.timezone, language())}
        </time>
      )}
      <span className="clock-zone">
        {plan.timezone}
        {pulse && pulse.speed !== 1 && ` ${say("time.speed", { speed: pulse.speed })}`}
        {pulse?.pace?.isBehind && (
          <strong className="clock-behind"> {say("time.behind", { seconds: pulse.pace.behindS })}</strong>
        )}
        {!isHeard && pulse && ` · ${say("time.lastHeard")}`}
      </span>
    </div>
  );
}
