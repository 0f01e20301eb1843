/**
 * Whose a request is: named in its body or its query, among those whom its program acts for; where nobody is named, the site's own client's if that is one of them, else the program's one.
 * Whoever the site's file does not list has nothing here.
 */
import { ClientId, isId } from "@floorplane/contracts/ids";
import type { WithSite } from "../../keeping/traits.ts";
import { actsFor, isForEvery, type Program } from "../../programs/programs.ts";
import { doorCodes, Refusal } from "../answering/refusal.ts";

const field = "client";

/** What the query of an address says. */
export interface Query {
  /** Undefined where it names nobody. */
  readonly client: string | undefined;
  /** What else the address takes, by its key. */
  readonly asked: ReadonlyMap<string, string>;
}

/** `known`: keys that this address takes beside the client. Another is refused: misspelt, it would mean the site's own client, or all there is. */
export function queryIn(url: string, known: readonly string[] = []): Query {
  const query = url.split("?").slice(1).join("?");
  const keys = new URLSearchParams(query);
  const asked = new Map<string, string>();
  for (const [key, value] of keys) {
    if (key !== field && !known.includes(key))
      throw new Refusal(
        "malformed-message",
        `the query names ${JSON.stringify(key)}, which this door does not know${known.length > 0 ? " here" : ""}; it knows ${[field, ...known].join(", ")}${known.length > 0 ? "" : " alone"}`,
        { field: key },
      );
    asked.set(key, value);
    const named = keys.getAll(key);
    if (named.length > 1)
      throw new Refusal(
        "malformed-message",
        `the query names ${key} ${named.length} times, as ${named.join(" and ")}; name one`,
        { field: key },
      );
  }
  const client = asked.get(field);
  asked.delete(field);
  return { client, asked };
}

/** What a request says of its client, in both places where it may. */
export interface Named {
  readonly caller: Pick<Program, "program" | "clients">;
  readonly inQuery: string | undefined;
  readonly inBody?: string | undefined;
}

export function whose({ client: own, clients }: WithSite, { caller, inQuery, inBody }: Named): ClientId {
  if (inQuery !== undefined && inBody !== undefined && inQuery !== inBody)
    throw new Refusal(
      "malformed-message",
      `the query names client ${inQuery} and the body ${inBody}; name one of them`,
      { field },
    );
  const named = inBody ?? inQuery ?? meant(caller, own);
  const known = isId(named) ? ClientId(named) : undefined;
  if (!isForEvery(caller) && (known === undefined || !actsFor(caller, known)))
    throw new Refusal(
      doorCodes.notYourClient,
      `program ${caller.program} acts for ${caller.clients.join(", ")} alone, and the request names client ${JSON.stringify(named)}; name one of its own, or use another program's token`,
      { field },
    );
  if (known !== undefined && clients.has(known)) return known;
  throw new Refusal(
    doorCodes.unknownClient,
    `${JSON.stringify(named)} is no client of this site; those are ${[...clients].join(", ")}. List it under clients: in site.yaml and start the house again, or correct the name`,
    { field },
  );
}

function meant(caller: Named["caller"], own: ClientId): string {
  if (actsFor(caller, own)) return own;
  const [only, ...others] = caller.clients;
  if (others.length === 0) return only!;
  throw new Refusal(
    "malformed-message",
    `program ${caller.program} acts for ${caller.clients.join(", ")}; name one of them as client, in the body or as ?client=`,
    { field },
  );
}
