/** Work for people that keeps the book right: counts, differences that are in doubt, write-offs, inspections; each is answered here. */
import { taskKinds } from "@floorplane/contracts/states";
import type { TaskRow } from "../../gateway/protocol.ts";
import { TaskRows } from "../floor/task-rows.tsx";
import { Choice, Typed } from "../lists/filters.tsx";
import { ListFrame } from "../lists/list-frame.tsx";
import { useList } from "../lists/use-list.ts";
import { useWords } from "../words/words.ts";
import { queryOf } from "./inventory-search.ts";
import { isNarrowed, type ListProps } from "./list-props.ts";

export function TicketList({ filter, choose, clear }: ListProps) {
  const say = useWords();
  const listed = useList<TaskRow>("/api/tasks", queryOf(filter));
  const { page } = listed;
  return (
    <ListFrame
      name={say("inventory.view.tickets")}
      listed={listed}
      isNarrowed={isNarrowed(filter)}
      clear={clear}
      none={say("inventory.tickets.none")}
      after={filter.after}
      choose={choose}
      rows="tickets"
      filters={
        <>
          <Choice
            label={say("inventory.tickets.kind")}
            value={filter.kind}
            choices={taskKinds.map((kind) => [kind, say(`task.short.${kind}`)])}
            choose={(kind) => choose({ kind })}
          />
          <Choice
            label={say("inventory.tickets.refused")}
            value={filter.refused}
            choices={[["true", say("inventory.tickets.inDoubt")]]}
            choose={(refused) => choose({ refused })}
          />
          <Choice
            label={say("inventory.tickets.planned")}
            value={filter.planned}
            choices={[
              ["false", say("inventory.tickets.awaited")],
              ["true", say("inventory.tickets.inTurn")],
            ]}
            choose={(planned) => choose({ planned })}
          />
          <Typed label={say("inventory.place")} value={filter.place} type={(place) => choose({ place })} />
          <Typed label={say("inventory.sku")} value={filter.sku} type={(sku) => choose({ sku })} />
        </>
      }
    >
      <TaskRows tasks={page?.rows ?? []} />
    </ListFrame>
  );
}
