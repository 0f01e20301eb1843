/** Photos of what a task is about: `POST /api/tasks/TASK/photos` takes the bytes of one as the camera made it, `GET /api/photos/HASH` shows it. The room that keeps them judges both. */
import type { HttpResponse } from "@floorplane/contracts/http";
import { personName, personWords } from "@floorplane/contracts/people-names";
import { photoBytesMax, photoTypes } from "@floorplane/contracts/photo-bounds";
import type { FastifyInstance, FastifyReply } from "fastify";
import { problem } from "./door.ts";

export interface TakenHere {
  readonly task: string;
  readonly bytes: Uint8Array;
  readonly by: string;
  readonly at: string | undefined;
}

export interface PhotoPort {
  readonly take: (photo: TakenHere, respond: (response: HttpResponse) => void) => void;
  readonly tell: (photo: string, respond: (response: HttpResponse) => void) => void;
}

const nameLengthMax = 40;

interface Taking {
  readonly Params: { readonly task: string };
  readonly Querystring: { readonly by?: string; readonly at?: string };
}

export function photoRoutes(app: FastifyInstance, { take, tell }: PhotoPort): void {
  app.addContentTypeParser([...photoTypes], { parseAs: "buffer" }, (_request, body, done) =>
    done(null, body),
  );
  app.post<Taking>("/api/tasks/:task/photos", { bodyLimit: photoBytesMax }, async (request, reply) => {
    const { by = "", at } = request.query;
    const name = personName(String(by));
    if (name === undefined)
      return problem(reply, 400, "malformed-message", `by ${personWords}`, { field: "by" });
    if (name === "" || name.length > nameLengthMax)
      return problem(
        reply,
        400,
        "malformed-message",
        `by is needed: a name of at most ${nameLengthMax} characters`,
        {
          field: "by",
        },
      );
    if (at !== undefined && !Number.isFinite(Date.parse(String(at))))
      return problem(reply, 400, "malformed-message", "at must be a time as RFC 3339 writes it", {
        field: "at",
      });
    const { body } = request;
    if (!(body instanceof Uint8Array))
      return problem(reply, 415, "malformed-message", `a photo is sent as ${photoTypes.join(", ")}`);
    const photo = {
      task: request.params.task,
      bytes: body,
      by: name,
      at: at === undefined ? undefined : String(at),
    };
    return answer(reply, await new Promise<HttpResponse>((respond) => take(photo, respond)));
  });
  app.get<{ Params: { readonly photo: string } }>("/api/photos/:photo", async ({ params }, reply) =>
    answer(reply, await new Promise<HttpResponse>((respond) => tell(params.photo, respond))),
  );
}

const answer = (reply: FastifyReply, { status, headers, body }: HttpResponse): FastifyReply =>
  reply.code(status).headers(headers).header("cache-control", "no-store").send(Buffer.from(body));
