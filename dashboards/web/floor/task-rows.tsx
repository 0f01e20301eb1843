/** Work that waits for a person: counts and write-offs. */
import type { TaskDocument } from "@floorplane/contracts/documents";
import { useState } from "react";
import { useNow } from "../live/context.tsx";
import { type Say, useWords } from "../words/words.ts";
import { TaskAnswer } from "./acts/task-form.tsx";
import { span, unknown } from "./format.ts";

export const taskText = (task: TaskDocument, say: Say): string =>
  say(task.kind === "pick" && task.from ? "task.pickFrom" : `task.${task.kind}`, {
    tote: task.tote ?? unknown,
    from: task.from ?? unknown,
    location: task.location ?? unknown,
    quantity: task.quantity ?? 0,
    sku: task.sku ?? unknown,
    lot: task.lot ?? unknown,
    to: task.to ?? unknown,
    station: task.station ?? unknown,
    hold: task.hold ?? unknown,
    receipt: task.receipt ?? unknown,
    transfer: task.transfer ?? unknown,
  });

export function TaskRows({ tasks }: { readonly tasks: readonly TaskDocument[] }) {
  const say = useWords();
  const now = useNow();
  /** Answers that somebody is writing: such a row stays, also where its task is no work any more. */
  const [written, setWritten] = useState<ReadonlyMap<string, TaskDocument>>(new Map());
  const gone = [...written.values()].filter(({ task }) => !tasks.some((one) => one.task === task));
  if (tasks.length + gone.length === 0) return null;
  const write = (task: TaskDocument, isOpen: boolean): void =>
    setWritten((now) => {
      const next = new Map(now);
      if (isOpen) next.set(task.task, task);
      else next.delete(task.task);
      return next;
    });
  return (
    <>
      <h3>{say("inspector.tasks")}</h3>
      <ul className="rows">
        {[...gone, ...tasks].map((task) => (
          <li key={task.task} className="row row-plain task-row">
            <span className="row-what">{taskText(task, say)}</span>
            {task.refused && (
              <span className="row-note" role="status">
                {say(`task.refused.${task.refused.reason}`, {
                  field: task.refused.field || say("task.refused.whole"),
                  text: task.refused.text,
                  skus: task.refused.skus.join(", "),
                })}
              </span>
            )}
            <span className="row-note">{say("time.age", { span: span(now - task.openedAt, say) })}</span>
            <TaskAnswer task={task} isGone={gone.includes(task)} opened={(isOpen) => write(task, isOpen)} />
          </li>
        ))}
      </ul>
    </>
  );
}
