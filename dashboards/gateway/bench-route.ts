/** `GET` and `POST /api/packing/STATION`: what the screen of a station where a person packs shows, and what is done there, as the room that keeps it answers. */
import type { HttpResponse } from "@floorplane/contracts/http";
import type { FastifyInstance, FastifyReply } from "fastify";
import { problem } from "./door.ts";

export interface BenchAsked {
  readonly station: string;
  /** Absent: only looked at. */
  readonly act?: Uint8Array;
}
export type AskBench = (asked: BenchAsked, respond: (response: HttpResponse) => void) => void;

/** A deed is a few words. */
const bodyBytesMax = 4_096;

interface Addressed {
  readonly Params: { readonly station: string };
}

const encoder = new TextEncoder();

export function benchRoute(app: FastifyInstance, ask: AskBench): void {
  const answered = async (reply: FastifyReply, asked: BenchAsked): Promise<FastifyReply> => {
    const { status, headers, body } = await new Promise<HttpResponse>((respond) => ask(asked, respond));
    return reply.code(status).headers(headers).header("cache-control", "no-store").send(Buffer.from(body));
  };
  app.get<Addressed>("/api/packing/:station", ({ params: { station } }, reply) =>
    answered(reply, { station }),
  );
  app.post<Addressed>("/api/packing/:station", { bodyLimit: bodyBytesMax }, (request, reply) => {
    if (!/^application\/json\b/i.test(request.headers["content-type"] ?? ""))
      return problem(reply, 415, "malformed-message", "a deed is sent as application/json");
    const act = encoder.encode(JSON.stringify(request.body));
    return answered(reply, { station: request.params.station, act });
  });
}
