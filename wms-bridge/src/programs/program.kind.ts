/** A program that may speak to the WMS's door. Of its tokens only hashes are kept: they have 256 bits, so that a plain SHA-256 of one tells nothing. */

import { type BodyOf, fields, kind, moment, named, oneOf, orNull, Type } from "@floorplane/contracts/kind";
import { allScopes, type Scope } from "@floorplane/contracts/programs.schema";

export const programKind = kind(
  "program",
  1,
  fields({
    program: Type.String(),
    name: Type.String(),
    /** Clients of the site; `*` alone: each of them. */
    clients: Type.Array(named()),
    scopes: Type.Array(
      oneOf<Scope>(Object.fromEntries(allScopes.map((scope) => [scope, true])) as Record<Scope, true>),
    ),
    /** The newest last; `until`: good so long, beside its successor. */
    tokens: Type.Array(fields({ hash: Type.String(), madeAt: moment, until: orNull(moment) })),
    createdAt: moment,
    /** Which program made it; null: the house's own command. */
    createdBy: orNull(Type.String()),
    expiresAt: orNull(moment),
    revokedAt: orNull(moment),
    requestsPerMinute: orNull(Type.Integer()),
    /** Hash of the token that the house's own command gave it last, and does not give it a second time. */
    given: orNull(Type.String()),
  }),
);
export type ProgramBody = BodyOf<typeof programKind>;
