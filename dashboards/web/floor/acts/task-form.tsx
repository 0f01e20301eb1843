/** What a person found, typed on a screen: one code and number a line. Judged by the house as a handheld's answer is. */
import type { TaskDocument } from "@floorplane/contracts/documents";
import type { DifferenceDecision } from "@floorplane/contracts/states";
import { Button } from "@mantine/core";
import { useState } from "react";
import { unitsLeftOf } from "../../hand/counted.ts";
import { DecisionBox } from "../../hand/decision-box.tsx";
import { useWords } from "../../words/words.ts";
import { CommandNote, useCommand } from "../command.tsx";
import { Field } from "./act-form.tsx";
import { foundIn } from "./found-lines.ts";
import { nameLengthMax, useOperator } from "./operator.ts";

interface TaskAnswerProps {
  readonly task: TaskDocument;
  /** It is no work any more: whoever was writing keeps what he typed, and is told. */
  readonly isGone: boolean;
  readonly opened: (isOpen: boolean) => void;
}

export function TaskAnswer({ task, isGone, opened }: TaskAnswerProps) {
  const say = useWords();
  const { state, give } = useCommand();
  const { name, setName } = useOperator();
  const [isOpen, setIsOpen] = useState(false);
  const setOpen = (to: boolean): void => {
    setIsOpen(to);
    opened(to);
  };
  const [text, setText] = useState("");
  const [place, setPlace] = useState(task.kind === "put-away" ? (task.to ?? "") : "");
  const [complete, setComplete] = useState(false);
  const [decision, setDecision] = useState<DifferenceDecision>();
  const found = foundIn(text);
  // Who inspects says what the units are fit for, too.
  const asks = task.kind === "inspect" ? "inspected" : task.kind === "receive" ? "received" : "found";
  const isPutAway = task.kind === "put-away";
  const left = unitsLeftOf(task, found ?? []);
  const isDifference = task.kind === "difference";
  const isSaid = isDifference
    ? decision !== undefined && (decision !== "arrived" || (found?.length ?? 0) > 0)
    : complete || (found?.length ?? 0) > 0;
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
      className="task-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!found) return;
        give({
          type: "task.answer",
          task: task.task,
          found,
          complete: complete && (!isPutAway || left > 0),
          ...(isPutAway ? { place: place.trim() } : {}),
          ...(decision === undefined ? {} : { decision }),
          reason: "",
          by: name.trim(),
        });
        setOpen(false);
      }}
    >
      {isGone && (
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
      {isPutAway && (
        <Field label={say("act.field.place")}>
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
      <Field label={say("command.name")}>
        <input
          value={name}
          maxLength={nameLengthMax}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </Field>
      <div className="act-buttons">
        <Button type="submit" size="sm" disabled={!found || !isSaid || isGone}>
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
