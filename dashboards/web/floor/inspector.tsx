/** The right-hand side: everything about what is selected, or the fleet at a glance when nothing is. */
import { shownName } from "@floorplane/contracts/client-names";
import { ActionIcon } from "@mantine/core";
import { useEffect } from "react";
import type { Watch } from "../../gateway/protocol.ts";
import { useBelief, useLive, useSignal } from "../live/context.tsx";
import { useSelection } from "../selection.ts";
import { useWordOf, useWords } from "../words/words.ts";
import { PeopleWork } from "./acts/people-work.tsx";
import { AlarmDrawer } from "./alarm-drawer.tsx";
import { alarmTitle } from "./alarm-text.ts";
import { FleetSummary } from "./fleet-summary.tsx";
import { CloseIcon } from "./icons.tsx";
import { OrderDrawer } from "./order-drawer.tsx";
import { RobotDrawer } from "./robot-drawer.tsx";
import { StageDrawer } from "./stage-drawer.tsx";
import { StationDrawer } from "./station-drawer.tsx";
import { TaskDrawer } from "./task-drawer.tsx";

export function Inspector() {
  const say = useWords();
  const { client } = useLive();
  const { selected, select } = useSelection();
  useEffect(() => client.watch(selected), [client, selected]);
  const title = useTitle(selected);
  if (!selected)
    return (
      <>
        <FleetSummary />
        <PeopleWork />
      </>
    );
  return (
    <aside className="panel inspector" aria-label={say("inspector.title")}>
      <div className="inspector-head">
        <span className="inspector-kind">{say(`kind.${selected.kind}`)}</span>
        <h2>{title}</h2>
        <ActionIcon variant="subtle" aria-label={say("inspector.close")} onClick={() => select(null)}>
          <CloseIcon />
        </ActionIcon>
      </div>
      <Drawer key={`${selected.kind} ${selected.id}`} selected={selected} />
    </aside>
  );
}

/** Things are called by their ids; alarms and stages by their words. */
function useTitle(selected: Watch | null): string {
  const say = useWords();
  const wordOf = useWordOf();
  const { client } = useLive();
  const detail = useSignal(client.detail);
  if (!selected) return "";
  if (selected.kind === "stage") return wordOf(`stage.${selected.id}`) ?? selected.id;
  if (selected.kind !== "alarm") return shownName(selected.id);
  const body = detail?.watch.id === selected.id ? detail.body : null;
  return body?.kind === "alarm" ? alarmTitle(body.group.meaning, wordOf) : say("alarms.title");
}

function Drawer({ selected }: { readonly selected: Watch }) {
  const say = useWords();
  const { client } = useLive();
  const detail = useSignal(client.detail);
  const { screen, house } = useBelief().parts;
  const isAnswered = screen.kind === "live" && house.kind === "live";
  if (!detail || detail.watch.id !== selected.id || (!detail.body && !isAnswered))
    return (
      <p className="dim" role="status">
        {say(isAnswered ? "inspector.loading" : "inspector.unanswered", { id: selected.id })}
      </p>
    );
  const { body } = detail;
  if (!body) {
    // A task that was answered goes from the screens at once.
    const what = selected.kind === "task" ? "inspector.unknown.task" : "inspector.unknown";
    return <p className="dim">{say(what, { id: selected.id })}</p>;
  }
  switch (body.kind) {
    case "robot":
      return <RobotDrawer detail={body} />;
    case "order":
      return <OrderDrawer detail={body} />;
    case "station":
      return <StationDrawer detail={body} />;
    case "alarm":
      return <AlarmDrawer detail={body} />;
    case "task":
      return <TaskDrawer detail={body} />;
    case "stage":
      return <StageDrawer detail={body} />;
    default:
      return body satisfies never;
  }
}
