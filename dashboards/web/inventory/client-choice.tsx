/** Whose goods a list shows; no question where the house has those of one client. */
import { Choice } from "../lists/filters.tsx";
import { useWords } from "../words/words.ts";
import type { ListProps } from "./list-props.ts";

export function ClientChoice({ filter, clients, choose }: Pick<ListProps, "filter" | "clients" | "choose">) {
  const say = useWords();
  if (clients.length < 2) return null;
  return (
    <Choice
      label={say("inventory.client")}
      value={filter.client}
      choices={clients.map((client) => [client, client])}
      choose={(client) => choose({ client })}
    />
  );
}
