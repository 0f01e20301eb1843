/** What the list of orders is narrowed to. */
import { orderReasonCodes } from "@floorplane/contracts/reasons/english/of-orders";
import { priorities } from "@floorplane/contracts/states";
import { notches, type OrdersSummary, stages } from "../../gateway/protocol.ts";
import { Choice, Filters, Typed } from "../lists/filters.tsx";
import { useWords } from "../words/words.ts";
import type { Choose, OrdersFilter } from "./orders-search.ts";

interface OrderFiltersProps {
  readonly filter: OrdersFilter;
  readonly summary: OrdersSummary | undefined;
  readonly choose: Choose;
  readonly clear: () => void;
  readonly count: number | undefined;
}

export function OrderFilters({ filter, summary, choose, clear, count }: OrderFiltersProps) {
  const say = useWords();
  const asThey = (names: readonly string[] = []) => names.map((name) => [name, name] as const);
  return (
    <Filters
      label={say("orders.list")}
      title={
        <h2 className="list-title">
          {say("orders.list")}{" "}
          <span className="count" aria-live="polite">
            {count === undefined ? "" : say("orders.count", { n: count })}
          </span>
        </h2>
      }
      isAny={Object.keys(filter).length > 0}
      clear={clear}
    >
      <Typed label={say("orders.filter.text")} value={filter.text} type={(text) => choose({ text })} />
      <Choice
        label={say("orders.filter.which")}
        value={filter.which}
        none={say("orders.filter.open")}
        choices={[
          ["held", say("orders.filter.held")],
          ["ended", say("orders.filter.ended")],
        ]}
        choose={(which) => choose({ which })}
      />
      <Choice
        label={say("orders.filter.stage")}
        value={filter.stage}
        choices={stages.map((stage) => [stage, say(`stage.${stage}`)])}
        choose={(stage) => choose({ stage })}
      />
      <Choice
        label={say("orders.filter.notch")}
        value={filter.notch}
        choices={notches.map((notch) => [notch, say(`notch.${notch}`)])}
        choose={(notch) => choose({ notch })}
      />
      <Choice
        label={say("orders.filter.why")}
        value={filter.why}
        choices={orderReasonCodes.map((code) => [code, say(`why.${code}`)])}
        choose={(why) => choose({ why })}
      />
      <Choice
        label={say("orders.filter.priority")}
        value={filter.priority}
        choices={priorities.map((priority) => [priority, say(`priority.${priority}`)])}
        choose={(priority) => choose({ priority })}
      />
      <Choice
        label={say("orders.filter.carrier")}
        value={filter.carrier}
        choices={asThey(summary?.carriers)}
        choose={(carrier) => choose({ carrier })}
      />
      {(summary?.clients.length ?? 0) > 1 && (
        <Choice
          label={say("orders.filter.client")}
          value={filter.client}
          choices={asThey(summary?.clients)}
          choose={(client) => choose({ client })}
        />
      )}
      {filter.sku && (
        <Choice
          label={say("inspector.column.sku")}
          value={filter.sku}
          choices={[]}
          choose={(sku) => choose({ sku })}
        />
      )}
    </Filters>
  );
}
