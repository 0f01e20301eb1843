/** One task of a person: what is to be done and where, its order, and the answer to it. */
import type { TaskDetail } from "../../gateway/protocol.ts";
import { useWords } from "../words/words.ts";
import { Fact, Facts, LookAt } from "./facts.tsx";
import { TaskRows } from "./task-rows.tsx";

export function TaskDrawer({ detail: { task, order } }: { readonly detail: TaskDetail }) {
  const say = useWords();
  return (
    <>
      <Facts>
        {task.location !== null && <Fact name={say("inspector.location")}>{task.location}</Fact>}
        {task.station !== null && (
          <Fact name={say("inspector.station")}>
            <LookAt kind="station" id={task.station} />
          </Fact>
        )}
        {order !== null && (
          <Fact name={say("inspector.order")}>
            <LookAt kind="order" id={order} />
          </Fact>
        )}
      </Facts>
      <TaskRows tasks={[task]} />
    </>
  );
}
