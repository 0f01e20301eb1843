/** Work that waits for a person: counts and write-offs. */
import type { TaskDocument } from "@floorplane/contracts/documents";
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
  if (tasks.length === 0) return null;
  return (
    <>
      <h3>{say("inspector.tasks")}</h3>
      <ul className="rows">
        {tasks.map((task) => (
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
            <TaskAnswer task={task} />
          </li>
        ))}
      </ul>
    </>
  );
}
