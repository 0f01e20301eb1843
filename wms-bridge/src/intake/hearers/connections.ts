/** Who speaks to the door and who hears it, for the screens of this house: people there see all clients, as whoever looks at its floor does. */
import type { ConnectionsShown, HearerMark } from "@floorplane/contracts/connections";
import { allScopes, everyClient } from "@floorplane/contracts/programs.schema";
import type { WithConfirmations } from "../../confirmations/confirmations.ts";
import type { WithSite } from "../../keeping/traits.ts";
import type { LastRequests } from "../../programs/last-requests.ts";
import type { Program, WithPrograms } from "../../programs/programs.ts";
import { bare } from "./webhooks.ts";

/** Who asks at the door for people at screens: it has no token, and is in no list. */
export const screensProgram: Program = {
  program: "screens",
  name: "people at the screens",
  clients: [everyClient],
  scopes: [...allScopes],
  tokens: [],
  createdAt: 0,
  createdBy: null,
  expiresAt: null,
  revokedAt: null,
  requestsPerMinute: null,
  given: null,
};

export function connectionsShown(
  { confirmations, programs, clients }: WithConfirmations & WithPrograms & WithSite,
  last: Pick<LastRequests, "of">,
): ConnectionsShown {
  const { letters } = confirmations;
  const hearers = [...clients].flatMap((client) =>
    [...confirmations.hearersOf(client)].map(({ target, state, waiting }): HearerMark => {
      const { registered, name, url } = target;
      return {
        client,
        webhook: registered?.webhook ?? name,
        url: bare(url),
        types: registered?.types ?? null,
        isFixed: registered === undefined,
        state,
        pausedAt: registered?.pausedAt ?? null,
        waiting,
        dead: letters.for(name),
        createdBy: registered?.createdBy ?? null,
        acts: confirmations.acts.of(client, registered?.webhook ?? name),
      };
    }),
  );
  return {
    hearers,
    programs: [...programs.all()].map(({ program, name, clients: whose, scopes, expiresAt, revokedAt }) => ({
      program,
      name,
      clients: whose,
      scopes,
      expiresAt,
      revokedAt,
      last: last.of(program) ?? null,
    })),
  };
}
