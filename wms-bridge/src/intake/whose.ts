/** Whose a request is: named in its body or its query, the site's own client's where nobody is. Whoever the site's file does not list has nothing here. */
import { ClientId, isId } from "@floorplane/contracts/ids";
import type { WithSite } from "../keeping/traits.ts";
import { doorCodes, Refusal } from "./refusal.ts";

const field = "client";

/** Whom the query names; undefined where it names nobody. A key that is not known is refused: misspelt, it would mean the site's own client. */
export function namedIn(url: string): string | undefined {
  const query = url.split("?").slice(1).join("?");
  const keys = new URLSearchParams(query);
  for (const [key] of keys)
    if (key !== field)
      throw new Refusal(
        "malformed-message",
        `the query names ${JSON.stringify(key)}, which this door does not know; it knows ${field} alone`,
        { field: key },
      );
  const named = keys.getAll(field);
  if (named.length > 1)
    throw new Refusal(
      "malformed-message",
      `the query names ${field} ${named.length} times, as ${named.join(" and ")}; name one`,
      { field },
    );
  return named[0];
}

/** What a request says of its client, in both places where it may. */
export interface Named {
  readonly inQuery: string | undefined;
  readonly inBody?: string | undefined;
}

export function whose({ client: own, clients }: WithSite, { inQuery, inBody }: Named): ClientId {
  if (inQuery !== undefined && inBody !== undefined && inQuery !== inBody)
    throw new Refusal(
      "malformed-message",
      `the query names client ${inQuery} and the body ${inBody}; name one of them`,
      { field },
    );
  const named = inBody ?? inQuery;
  if (named === undefined) return own;
  const known = isId(named) ? ClientId(named) : undefined;
  if (known !== undefined && clients.has(known)) return known;
  throw new Refusal(
    doorCodes.unknownClient,
    `${JSON.stringify(named)} is no client of this site; those are ${[...clients].join(", ")}. List it under clients: in site.yaml and start the house again, or correct the name`,
    { field },
  );
}
