/**
 * What people do with pallets at the dock: `GET /api/dock/CODE` says what a label is of; `POST /api/dock/pallets` opens a pallet, `POST /api/dock/pallets/SSCC/parcels` (`removal`, `closing`, `break-up`, `departure`, `stay`)
 * does something with one. The WMS's door decides, as it does for programs; nothing else of it can be asked for here.
 */
import { type PalletAct, palletActs } from "@floorplane/contracts/dock";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { HttpRequest, HttpResponse } from "@floorplane/contracts/http";
import { personName, personWords } from "@floorplane/contracts/people-names";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { AskConnections } from "./connection-routes.ts";
import { problem } from "./door.ts";
import { fields } from "./requests.ts";

export interface DockPort {
  readonly look: (code: string, respond: (response: HttpResponse) => void) => void;
  readonly ask: AskConnections["ask"];
}

/** Two hundred numbers of parcels. */
const bodyBytesMax = 8 * 1_024;
const nameLengthMax = 40;
const encoder = new TextEncoder();

export function dockRoutes(app: FastifyInstance, { look, ask }: DockPort): void {
  const pass = async (path: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (!/^application\/json\b/i.test(request.headers["content-type"] ?? ""))
      return problem(reply, 415, "malformed-message", "what is done at the dock is sent as application/json");
    const said = bodyOf(request.body);
    if (said instanceof FloorplaneError)
      return problem(reply, 400, said.code, said.message, said.field ? { field: said.field } : {});
    const key = request.headers["idempotency-key"];
    const asked: HttpRequest = {
      method: "POST",
      url: `${path}?client=${encodeURIComponent(said.client)}`,
      headers: typeof key === "string" ? { "idempotency-key": key } : {},
      body: encoder.encode(JSON.stringify({ ...said.rest, by: said.by })),
    };
    const person = { by: said.by, reason: "" };
    return answer(reply, await new Promise<HttpResponse>((respond) => ask(asked, person, respond)));
  };
  const options = { bodyLimit: bodyBytesMax };
  app.get<{ Params: { readonly code: string } }>("/api/dock/:code", async ({ params }, reply) =>
    answer(reply, await new Promise<HttpResponse>((respond) => look(params.code, respond))),
  );
  app.post("/api/dock/pallets", options, (request, reply) => pass(wmsPaths.pallets, request, reply));
  app.post<{ Params: { readonly sscc: string; readonly act: string } }>(
    "/api/dock/pallets/:sscc/:act",
    options,
    (request, reply) => {
      const { sscc, act } = request.params;
      if (!isAct(act))
        return problem(reply, 404, "not-found", `of a pallet is asked ${palletActs.join(", ")} here`);
      return pass(`${wmsPaths.pallet(encodeURIComponent(sscc))}/${act}`, request, reply);
    },
  );
}

interface Said {
  readonly client: string;
  readonly by: string;
  readonly rest: object;
}

/** Whoever does something says his name. */
function bodyOf(body: unknown): Said | FloorplaneError {
  try {
    const { client, by, ...rest } = fields("body", body ?? {});
    const name = typeof by === "string" ? personName(by) : "";
    if (name === undefined) throw malformed("by", `by ${personWords}`);
    if (name === "" || name.length > nameLengthMax)
      throw malformed("by", `by is needed: a name of at most ${nameLengthMax} characters`);
    if (typeof client !== "string" || client === "") throw malformed("client", "client is needed");
    return { client, by: name, rest };
  } catch (error) {
    if (error instanceof FloorplaneError) return error;
    throw error;
  }
}

const malformed = (field: string, message: string): FloorplaneError =>
  new FloorplaneError({ code: "malformed-message", message, field });

const isAct = (text: string): text is PalletAct => (palletActs as readonly string[]).includes(text);

const answer = (reply: FastifyReply, { status, headers, body }: HttpResponse): FastifyReply =>
  reply.code(status).headers(headers).header("cache-control", "no-store").send(Buffer.from(body));
