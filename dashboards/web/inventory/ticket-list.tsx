/** Work for people that keeps the book right: counts, differences that are in doubt, write-offs, inspections; each is answered here. */
import { taskKinds } from "@floorplane/contracts/states";
import type { TaskRow } from "../../gateway/protocol.ts";
import { TaskRows } from "../floor/task-rows.tsx";
import { Choice, Filters, Typed } from "../lists/filters.tsx";
import { ListFoot } from "../lists/list-foot.tsx";
import { useList } from "../lists/use-list.ts";
import { useWords } from "../words/words.ts";
import { queryOf } from "./inventory-search.ts";
import { goTo, isNarrowed, type ListProps } from "./list-props.ts";

export function TicketList({ filter, choose, clear }: ListProps) {
  const say = useWords();
  const listed = useList<TaskRow>("/api/tasks", queryOf(filter));
  const { page, isOld, isOther } = listed;
  return (
    <>
      <Filters label={say("inventory.view.tickets")} isAny={isNarrowed(filter)} clear={clear}>
        <h2 className="list-title">
          {say("inventory.view.tickets")} <span className="count">{page?.count ?? ""}</span>
        </h2>
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
      </Filters>
      <div className={isOld || isOther ? "tickets list-old" : "tickets"}>
        <TaskRows tasks={page?.rows ?? []} />
      </div>
      <ListFoot
        listed={listed}
        none={say("inventory.tickets.none")}
        after={filter.after}
        goTo={goTo(choose)}
      />
    </>
  );
}
