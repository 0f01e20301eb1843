/** `GET /api/passport/KIND/ID`: the history of an order, tote, parcel, item or lot with the chain that holds it, as the room that keeps it answers. */
import type { HttpResponse } from "@floorplane/contracts/http";
import type { FastifyInstance } from "fastify";

export interface PassportAsked {
  readonly kind: string;
  readonly client: string;
  readonly id: string;
  readonly after: string | undefined;
  /** Of an item: of this unit of it alone. */
  readonly serial: string | undefined;
}
export type AskPassport = (asked: PassportAsked, respond: (response: HttpResponse) => void) => void;

interface Addressed {
  readonly Params: { readonly kind: string; readonly id: string };
  readonly Querystring: { readonly client?: string; readonly after?: string; readonly serial?: string };
}

/** `own`: whose thing is meant where nobody is named. */
export function passportRoute(app: FastifyInstance, own: string, ask: AskPassport): void {
  app.get<Addressed>("/api/passport/:kind/:id", async ({ params: { kind, id }, query }, reply) => {
    const { client, after, serial } = query;
    const asked = {
      kind,
      id,
      client: client || own,
      after: after === undefined ? undefined : String(after),
      serial: serial ? String(serial) : undefined,
    };
    const { status, headers, body } = await new Promise<HttpResponse>((respond) => ask(asked, respond));
    return reply.code(status).headers(headers).header("cache-control", "no-store").send(Buffer.from(body));
  });
}
