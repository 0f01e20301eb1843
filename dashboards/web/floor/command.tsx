/** A person's act from the first press to its outcome. Nothing is shown as done before the room that decides has said so. */
import { useCallback, useState } from "react";
import type { ScreenCommand } from "../../gateway/protocol.ts";
import { actReasonInEnglish } from "../../words/reasons.en.ts";
import { useLive } from "../live/context.tsx";
import type { CommandState } from "../live/live-client.ts";
import { useSiteTime } from "../live/site-time.ts";
import { useWords } from "../words/words.ts";

export interface Giving {
  /** Undefined before the first press. */
  readonly state: CommandState | undefined;
  readonly give: (command: ScreenCommand) => void;
}

export function useCommand(): Giving {
  const { client } = useLive();
  const [state, setState] = useState<CommandState | undefined>();
  const give = useCallback((command: ScreenCommand) => client.command(command, setState), [client]);
  return { state, give };
}

/** Nobody knows yet what becomes of it. */
export const isUnderWay = (state: CommandState | undefined): boolean =>
  state?.state === "pending" || state?.state === "accepted";

export function CommandNote({ state }: { readonly state: CommandState | undefined }) {
  const say = useWords();
  const inTime = useSiteTime();
  const text =
    state === undefined
      ? ""
      : "reason" in state && state.reason
        ? say(`command.${state.state}`, { why: inTime(actReasonInEnglish(state.reason)) })
        : say(`command.${state.state}`);
  return (
    <span role="status" className={`command-note command-${state?.state ?? "none"}`}>
      {text}
    </span>
  );
}
