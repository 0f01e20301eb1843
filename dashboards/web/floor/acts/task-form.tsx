/** What a person found, typed on a screen: one code and number a line. Judged by the house as a handheld's answer is. */
import type { TaskDocument } from "@floorplane/contracts/documents";
import type { DifferenceDecision } from "@floorplane/contracts/states";
import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { decidedMeanwhileOf, unitsLeftOf } from "../../hand/counted.ts";
import { DecisionBox } from "../../hand/decision-box.tsx";
import { useWords } from "../../words/words.ts";
import { CommandNote, isUnderWay, useCommand } from "../command.tsx";
import { foundIn } from "./found-lines.ts";
import { useOperator } from "./operator.ts";
import { useSeenWhole } from "./use-seen-whole.ts";
import { Field, NameField } from "./who-and-why.tsx";

interface TaskAnswerProps {
  readonly task: TaskDocument;
  /** It is no work any more: whoever was writing keeps what he typed, and is told. */
  readonly isGone: boolean;
  readonly opened: (isOpen: boolean) => void;
}

export function TaskAnswer({ task, isGone, opened }: TaskAnswerProps) {
  const say = useWords();
  const { state, give } = useCommand();
  const operator = useOperator();
  const { name } = operator;
  const [isOpen, setIsOpen] = useState(false);
  const setOpen = (to: boolean): void => {
    setIsOpen(to);
    opened(to);
  };
  const [text, setText] = useState("");
  const [place, setPlace] = useState(task.kind === "put-away" ? (task.to ?? "") : "");
  const [complete, setComplete] = useState(false);
  const [decision, setDecision] = useState<DifferenceDecision>();
  /** So many were decided of meanwhile, and he says that what he counted is besides them. */
  const [besides, setBesides] = useState<number>();
  const isBusy = isUnderWay(state);
  const isDone = state?.state === "done";
  // What was refused is mended where it was typed.
  useEffect(() => {
    if (!isDone) return;
    setText("");
    setBesides(undefined);
    setOpen(false);
  }, [isDone]);
  const found = foundIn(text);
  // Who inspects says what the units are fit for, too.
  const asks = task.kind === "inspect" ? "inspected" : task.kind === "receive" ? "received" : "found";
  const isPutAway = task.kind === "put-away";
  const left = unitsLeftOf(task, found ?? []);
  const isDifference = task.kind === "difference";
  const isCount = task.kind === "count-bin" || task.kind === "count-tote";
  const decided = decidedMeanwhileOf(task);
  /** A count is of the place or tote that was looked into: whoever types it says which. */
  const isPlaced = !isCount || place.trim() !== "";
  const isSaid = isDifference
    ? decision !== undefined && (decision !== "arrived" || (found?.length ?? 0) > 0)
    : complete || (found?.length ?? 0) > 0;
  const form = useSeenWhole<HTMLFormElement>(isOpen);
  if (!isOpen)
    return (
      <>
        <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
          {say("act.task.answer")}
        </Button>
        <CommandNote state={state} />
      </>
    );
  return (
    <form
      ref={form}
      className="task-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!found) return;
        give({
          type: "task.answer",
          task: task.task,
          found,
          complete: complete && (!isPutAway || left > 0),
          ...(isPutAway || isCount ? { place: place.trim() } : {}),
          ...(decision === undefined ? {} : { decision }),
          ...(besides === undefined ? {} : { besides }),
          reason: "",
          by: name.trim(),
        });
      }}
    >
      {isGone && !isBusy && !isDone && (
        <p className="row-note" role="alert">
          {say("act.task.gone", { task: task.task })}
        </p>
      )}
      {isDifference && <DecisionBox task={task} decision={decision} choose={setDecision} />}
      <Field label={say(`act.field.${asks}`)}>
        <textarea
          // biome-ignore lint/a11y/noAutofocus: the field appears because its button was pressed
          autoFocus
          rows={3}
          value={text}
          placeholder={say(`act.field.${asks}.none`)}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </Field>
      {(isPutAway || isCount) && (
        <Field
          label={
            isPutAway
              ? say("act.field.place")
              : say("act.field.counted", { place: task.tote ?? task.location ?? "" })
          }
        >
          <input value={place} maxLength={64} onChange={(event) => setPlace(event.currentTarget.value)} />
        </Field>
      )}
      {!isDifference && (!isPutAway || left > 0) && (
        <label className="act-check">
          <input
            type="checkbox"
            checked={complete}
            onChange={(event) => setComplete(event.currentTarget.checked)}
          />
          {isPutAway ? say("act.field.nowhere", { units: left }) : say("act.field.complete")}
        </label>
      )}
      {decided !== undefined && (
        <label className="act-check">
          <input
            type="checkbox"
            checked={besides === decided}
            onChange={(event) => setBesides(event.currentTarget.checked ? decided : undefined)}
          />
          {say("act.field.besides", { n: decided })}
        </label>
      )}
      <NameField {...operator} />
      <div className="act-buttons">
        <Button
          type="submit"
          variant="filled"
          size="sm"
          disabled={!found || !isSaid || !isPlaced || isGone || isBusy}
        >
          {say("act.confirm", { act: say("act.task.answer"), id: task.task })}
        </Button>
        <Button variant="subtle" size="sm" onClick={() => setOpen(false)}>
          {say(isGone ? "act.task.close" : "command.cancel")}
        </Button>
      </div>
      <CommandNote state={state} />
    </form>
  );
}
