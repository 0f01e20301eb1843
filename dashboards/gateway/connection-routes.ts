/**
 * What people ask of webhooks at a screen: `POST /api/hearers/CLIENT/WEBHOOK/test` (`pause`, `resume`, `replay`), and `POST /api/dead-letters/CLIENT/redelivery`, with who asks (`by`) and why (`reason`)
 * beside what it takes. The WMS's door decides, as it does for programs; nothing else of it can be asked for here.
 */
import {
  type ConnectionsShown,
  type HearerAct,
  hearerActs,
  type PersonAsking,
} from "@floorplane/contracts/connections";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { HttpRequest, HttpResponse } from "@floorplane/contracts/http";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { problem } from "./door.ts";
import { readPerson } from "./read-act.ts";
import { fields } from "./requests.ts";

export interface AskConnections {
  readonly shown: () => ConnectionsShown;
  readonly ask: (
    request: HttpRequest,
    person: PersonAsking,
    respond: (response: HttpResponse) => void,
  ) => void;
}

const bodyBytesMax = 4 * 1_024;
const encoder = new TextEncoder();

interface OfHearer {
  readonly Params: { readonly client: string; readonly webhook: string; readonly act: string };
}
interface OfClient {
  readonly Params: { readonly client: string };
}

export function connectionRoutes(app: FastifyInstance, { ask }: AskConnections): void {
  const pass = async (
    path: string,
    client: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> => {
    if (!/^application\/json\b/i.test(request.headers["content-type"] ?? ""))
      return problem(
        reply,
        415,
        "malformed-message",
        "what is asked of a webhook is sent as application/json",
      );
    const said = personIn(request.body);
    if (said instanceof FloorplaneError)
      return problem(
        reply,
        400,
        said.code,
        said.message,
        said.field === undefined ? {} : { field: said.field },
      );
    const { person, rest } = said;
    const key = request.headers["idempotency-key"];
    const asked: HttpRequest = {
      method: "POST",
      url: `${path}?client=${encodeURIComponent(client)}`,
      headers: typeof key === "string" ? { "idempotency-key": key } : {},
      body: encoder.encode(JSON.stringify(rest)),
    };
    const { status, headers, body } = await new Promise<HttpResponse>((respond) =>
      ask(asked, person, respond),
    );
    return reply.code(status).headers(headers).header("cache-control", "no-store").send(Buffer.from(body));
  };
  const options = { bodyLimit: bodyBytesMax };
  app.post<OfHearer>("/api/hearers/:client/:webhook/:act", options, (request, reply) => {
    const { client, webhook, act } = request.params;
    if (!isAct(act))
      return problem(reply, 404, "not-found", `a webhook is asked to ${hearerActs.join(", ")} here`);
    return pass(wmsPaths.webhookAct(webhook, act), client, request, reply);
  });
  app.post<OfClient>("/api/dead-letters/:client/redelivery", options, (request, reply) =>
    pass(wmsPaths.redelivery, request.params.client, request, reply),
  );
}

/** As every act of a person names who did it, and why. */
function personIn(body: unknown): { readonly person: PersonAsking; readonly rest: object } | FloorplaneError {
  try {
    const { by, reason, ...rest } = fields("body", body ?? {});
    return { person: readPerson({ by, reason }), rest };
  } catch (error) {
    if (error instanceof FloorplaneError) return error;
    throw error;
  }
}

const isAct = (text: string): text is HearerAct => (hearerActs as readonly string[]).includes(text);
