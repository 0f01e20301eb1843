/** What a person can do to one thing now, what became of the act given last, and what others did and why. */
import {
  type Act,
  type ActNote,
  isOffered,
  type OrderActNote,
  offersTo,
  type PlaceAct,
  type RobotAct,
  workOf,
} from "@floorplane/contracts/acts";
import { Button } from "@mantine/core";
import { useState } from "react";
import type { PlaceMark, RobotMark } from "../../../gateway/protocol.ts";
import { useLive } from "../../live/context.tsx";
import { language, useWords } from "../../words/words.ts";
import { CommandNote, useCommand } from "../command.tsx";
import { dayTime } from "../format.ts";
import { ActForm } from "./act-form.tsx";

/** What lets it go on comes before what stops it. */
const robotOrder: readonly RobotAct[] = [
  "robot.resume",
  "robot.inService",
  "robot.putBack",
  "robot.pause",
  "robot.handOver",
  "robot.giveUpOrder",
  "robot.outOfService",
  "robot.takeOff",
];
const placeActs: readonly PlaceAct[] = ["place.open", "place.close"];

export function RobotActs({ robot }: { readonly robot: RobotMark }) {
  const offered = offersTo(robot.condition, workOf(robot));
  return (
    <>
      <ActNotes notes={robot.acts} />
      <Acts id={robot.robot} offered={robotOrder.filter((act) => offered.includes(act))} />
    </>
  );
}

export function PlaceActs({
  place,
  mark,
}: {
  readonly place: string;
  readonly mark: PlaceMark | null | undefined;
}) {
  const state = mark?.state ?? "open";
  return (
    <>
      <ActNotes notes={mark?.acts ?? []} />
      <Acts id={place} offered={placeActs.filter((act) => isOffered(act, state))} />
    </>
  );
}

export function Acts({ id, offered }: { readonly id: string; readonly offered: readonly Act[] }) {
  const say = useWords();
  const { state, give } = useCommand();
  const [asking, setAsking] = useState<Act>();
  const isBusy = state?.state === "pending" || state?.state === "accepted";
  return (
    <section className="acts" aria-label={say("act.title", { id })}>
      {asking && offered.includes(asking) ? (
        <ActForm key={asking} act={asking} id={id} give={give} close={() => setAsking(undefined)} />
      ) : (
        <div className="act-buttons">
          {offered.map((act) => (
            <Button
              key={act}
              variant="default"
              size="compact-sm"
              disabled={isBusy}
              onClick={() => setAsking(act)}
            >
              {say(`act.${act}`)}
            </Button>
          ))}
        </div>
      )}
      <CommandNote state={state} />
    </section>
  );
}

/** The latest first: why it stands as it stands, for whoever comes next. */
function ActNotes({ notes }: { readonly notes: readonly ActNote[] }) {
  const say = useWords();
  return (
    <NoteList
      notes={notes.map(({ outcome, ...note }) => ({ ...note, said: say(`act.outcome.${outcome}`) }))}
    />
  );
}

/** What is decided when it is given is done, or was never written down. */
export function OrderActNotes({ notes }: { readonly notes: readonly OrderActNote[] }) {
  const say = useWords();
  return <NoteList notes={notes.map(({ via, ...note }) => ({ ...note, said: say(`act.via.${via}`) }))} />;
}

type Note = Pick<ActNote, "act" | "by" | "reason" | "at"> & { readonly said: string };

function NoteList({ notes }: { readonly notes: readonly Note[] }) {
  const say = useWords();
  const { plan } = useLive();
  if (notes.length === 0) return null;
  return (
    <>
      <h3>{say("act.notes")}</h3>
      <ul className="act-notes">
        {notes.toReversed().map(({ act, by, reason, at, said }) => (
          <li key={`${act} ${at}`}>
            <strong>{say(`act.${act}`)}</strong> {reason}{" "}
            <span className="dim">
              {say("act.by", {
                by,
                time: dayTime(at, plan.timezone, language()),
                outcome: said,
              })}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
