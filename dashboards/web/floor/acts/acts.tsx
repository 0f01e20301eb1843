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
import { useEffect, useState } from "react";
import type { PlaceMark, RobotMark } from "../../../gateway/protocol.ts";
import { useLive } from "../../live/context.tsx";
import { language, useWords } from "../../words/words.ts";
import { CommandNote, isUnderWay, useCommand } from "../command.tsx";
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
      <Acts
        id={robot.robot}
        offered={robotOrder.filter((act) => offered.includes(act))}
        isAnyPlace={robot.load !== null}
      />
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

interface ActsProps {
  readonly id: string;
  readonly offered: readonly Act[];
  /** What is on it may be put at any station or storage place. */
  readonly isAnyPlace?: boolean;
}

export function Acts({ id, offered, isAnyPlace = false }: ActsProps) {
  const say = useWords();
  const { state, give } = useCommand();
  const [asking, setAsking] = useState<Act>();
  const isBusy = isUnderWay(state);
  // What was refused is mended where it was typed.
  useEffect(() => {
    if (state?.state === "done") setAsking(undefined);
  }, [state]);
  return (
    <section className="acts" aria-label={say("act.title", { id })}>
      {asking && offered.includes(asking) ? (
        <ActForm
          key={asking}
          act={asking}
          id={id}
          isBusy={isBusy}
          isAnyPlace={isAnyPlace}
          give={give}
          close={() => setAsking(undefined)}
        />
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

function ActNotes({ notes }: { readonly notes: readonly ActNote[] }) {
  const say = useWords();
  const told = notes.map(({ act, outcome, ...note }) => ({
    ...note,
    what: say(`act.${act}`),
    said: say(`act.outcome.${outcome}`),
  }));
  return <NoteList notes={told} title={say("act.notes")} />;
}

/** What is decided when it is given is done, or was never written down. */
export function OrderActNotes({ notes }: { readonly notes: readonly OrderActNote[] }) {
  const say = useWords();
  const told = notes.map(({ act, via, ...note }) => ({
    ...note,
    what: say(`act.${act}`),
    said: say(`act.via.${via}`),
  }));
  return <NoteList notes={told} title={say("act.notes")} />;
}

export interface Note {
  readonly what: string;
  readonly by: string;
  readonly reason: string;
  readonly at: number;
  /** How it came, or what became of it. */
  readonly said: string;
}

/** The latest first: why it stands as it stands, for whoever comes next. */
export function NoteList({ notes, title }: { readonly notes: readonly Note[]; readonly title?: string }) {
  const say = useWords();
  const { plan } = useLive();
  if (notes.length === 0) return null;
  return (
    <>
      {title !== undefined && <h3>{title}</h3>}
      <ul className="act-notes">
        {notes.toReversed().map(({ what, by, reason, at, said }) => (
          <li key={`${what} ${at}`}>
            <strong>{what}</strong> {reason}{" "}
            <span className="dim">
              {say("act.by", { by, time: dayTime(at, plan.timezone, language()), outcome: said })}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
