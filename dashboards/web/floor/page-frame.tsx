/** What stands around every page: where one may go, find anything, how live it is, the alarms, the keys. */
import { type ReactNode, useMemo, useState } from "react";
import { useBelief } from "../live/context.tsx";
import { type Page, useGoKeys } from "../pages.ts";
import { useSelection } from "../selection.ts";
import { useWords } from "../words/words.ts";
import { AlarmStrip } from "./alarm-strip.tsx";
import { Help } from "./help.tsx";
import { LinkBanner } from "./link-chips.tsx";
import { PanelBoundary } from "./panel-boundary.tsx";
import { TopBar } from "./top-bar.tsx";
import { useTheme } from "./use-is-dark.ts";
import { type Keys, useKeys } from "./use-keys.ts";

interface PageFrameProps {
  readonly page: Page;
  /** Further keys of this page. */
  readonly keys?: Keys;
  readonly children: ReactNode;
}

const noKeys: Keys = {};

export function PageFrame({ page, keys = noKeys, children }: PageFrameProps) {
  const say = useWords();
  const [isHelped, setHelped] = useState(false);
  const { select } = useSelection();
  const { turn } = useTheme();
  const { doubt } = useBelief();
  const all = useMemo(
    () => ({
      "/": () => document.getElementById("search")?.focus(),
      Escape: () => select(null),
      a: () => document.querySelector<HTMLButtonElement>("[data-first-alarm]")?.focus(),
      d: turn,
      "?": () => setHelped(true),
      ...keys,
    }),
    [select, turn, keys],
  );
  useKeys(all);
  useGoKeys();
  return (
    <div className={`page page-${page}${doubt ? " page-doubtful" : ""}`}>
      <a className="skip" href={`#${page}`}>
        {say("app.skip")}
      </a>
      <PanelBoundary name={say("top.title")}>
        <TopBar page={page} openHelp={() => setHelped(true)} />
      </PanelBoundary>
      <PanelBoundary name={say("link.screen")}>
        <LinkBanner />
      </PanelBoundary>
      <PanelBoundary name={say("alarms.title")}>
        <AlarmStrip />
      </PanelBoundary>
      {children}
      <PanelBoundary name={say("help.title")}>
        <Help isOpen={isHelped} close={() => setHelped(false)} />
      </PanelBoundary>
    </div>
  );
}
