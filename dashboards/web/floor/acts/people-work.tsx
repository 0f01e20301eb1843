/** What waits for a person and stands at no robot: tasks to answer and places that are closed. Nothing is shown while there is none. */
import type { TaskDocument } from "@floorplane/contracts/documents";
import type { PlaceMark } from "../../../gateway/protocol.ts";
import { bodiesOf, useView } from "../../live/context.tsx";
import { useWords } from "../../words/words.ts";
import { TaskRows } from "../task-rows.tsx";
import { PlaceActs } from "./acts.tsx";

export function PeopleWork() {
  const say = useWords();
  const floor = useView("floor");
  const closed = bodiesOf<PlaceMark>(floor, "place/").filter(({ state }) => state === "closed");
  const tasks = bodiesOf<TaskDocument>(floor, "task/").toSorted((a, b) => a.openedAt - b.openedAt);
  if (closed.length + tasks.length === 0) return null;
  return (
    <section className="panel" aria-label={say("work.title")}>
      <TaskRows tasks={tasks} />
      {closed.length > 0 && <h3>{say("work.closed")}</h3>}
      {closed.map((mark) => (
        <div key={mark.place} className="closed-place">
          <strong>{mark.place}</strong>
          <PlaceActs place={mark.place} mark={mark} />
        </div>
      ))}
    </section>
  );
}
