/** Under a list: how old it is where it is old, and the way to what comes behind it. */
import { Button } from "@mantine/core";
import { clockTime } from "../floor/format.ts";
import { useLive } from "../live/context.tsx";
import { language, useWords } from "../words/words.ts";
import type { Listed } from "./use-list.ts";

interface ListFootProps {
  readonly listed: Listed<unknown>;
  readonly none: string;
  /** Where the page that is shown begins. */
  readonly after: string | undefined;
  readonly goTo: (after: string | undefined) => void;
}

export function ListFoot({ listed: { page, isOld }, none, after, goTo }: ListFootProps) {
  const say = useWords();
  const { plan } = useLive();
  const isEmpty = page?.rows.length === 0;
  return (
    <div className="list-foot">
      <p role="status">
        {!page && say(isOld ? "list.unanswered" : "list.loading")}
        {isEmpty && !isOld && none}
        {page && isOld && say("list.asOf", { time: clockTime(page.at, plan.timezone, language()) })}
      </p>
      {after !== undefined && (
        <Button variant="default" size="compact-sm" onClick={() => goTo(undefined)}>
          {say("list.first")}
        </Button>
      )}
      {page?.next && (
        <Button variant="default" size="compact-sm" onClick={() => goTo(page.next!)}>
          {say("list.next", { n: page.rows.length })}
        </Button>
      )}
    </div>
  );
}
