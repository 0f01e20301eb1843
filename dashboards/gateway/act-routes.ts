/**
 * People's acts over HTTP, for programs: what can be done (`GET /api/acts`), to what (`/api/robots`, `/api/places`, `/api/alarms`), and doing it (`POST /api/acts`), which answers when the act is
 * decided. Every act may be given again: what is so already is done, and an Idempotency-Key makes it the same act.
 */
import { actRules, offersTo, workOf } from "@floorplane/contracts/acts";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { doubledKey, doubledWords } from "@floorplane/contracts/json-text";
import type { Desk, Office } from "@floorplane/runtime/room";
import type { FastifyInstance, FastifyReply } from "fastify";
import { actReasonInEnglish } from "../words/reasons.en.ts";
import { alarmsAnswer } from "./alarms-answer.ts";
import type { Commands } from "./commands.ts";
import type { Documents } from "./documents.ts";
import { problem } from "./door.ts";
import type { Outcome, RobotMark } from "./protocol.ts";
import { type ReadAct, readAct } from "./read-act.ts";
import type { RepeatedActs, Said } from "./repeated-acts.ts";

/** A count of a tote is the largest act. */
const bodyBytesMax = 64 * 1_024;

export interface ActRoutesOptions {
  readonly office: Office;
  readonly repeated: RepeatedActs;
  readonly commands: Commands;
  readonly documents: Documents;
}

const statusOf = { done: 200, refused: 409, unanswered: 504, unknown: 504 } as const satisfies {
  readonly [Word in Outcome["outcome"]]: number;
};

const codeOf = { refused: "conflict", unanswered: "unanswered", unknown: "deadline-passed" } as const;

export function actRoutes(
  app: FastifyInstance,
  { office, commands, documents, repeated }: ActRoutesOptions,
): void {
  app.get("/api/acts", async () => actRules);
  app.get("/api/robots", async () => [...documents.robots.values()].map(withOffers));
  app.get<{ Params: { robot: string } }>("/api/robots/:robot", async ({ params }, reply) => {
    const robot = documents.robots.get(params.robot);
    return robot
      ? withOffers(robot)
      : problem(reply, 404, "not-found", `this site has no robot ${params.robot}`);
  });
  app.get("/api/alarms", async () => alarmsAnswer(documents.alarms, office.now()));
  app.get("/api/places", async () => [...documents.places.values()]);
  const plain = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser<string>("application/json", { parseAs: "string" }, (request, text, done) =>
    plain(request, text, (error, value) => done(error ?? doubledIn(text), value)),
  );
  app.post("/api/acts", { bodyLimit: bodyBytesMax }, async (request, reply) => {
    if (!/^application\/json\b/i.test(request.headers["content-type"] ?? ""))
      return problem(reply, 415, "malformed-message", "an act is sent as application/json");
    const header = request.headers["idempotency-key"];
    try {
      const body = withVersion(request.body, request.headers["if-match"]);
      const said =
        repeated.find(header, body) ??
        give(readAct(body, `someone at ${request.ip}`, documents), header, body);
      return answer(reply, await said);
    } catch (error) {
      if (!(error instanceof FloorplaneError)) throw error;
      const { code, message, field } = error;
      const status = code === "idempotency-key-reused" ? 422 : 400;
      return problem(reply, status, code, message, field === undefined ? {} : { field });
    }
  });

  function give(act: ReadAct, header: unknown, body: unknown): Promise<Said> {
    return repeated.once(act.type, header, body, (begun) => {
      const send = (desk: Desk, command: string): void => {
        act.send(desk, command);
        begun(desk, command);
      };
      return new Promise<Said>((resolve) =>
        commands.give(
          { ...act, send },
          (taken) => {
            if (taken.state === "refused")
              resolve({ command: null, outcome: "refused", reason: taken.reason });
          },
          (outcome) =>
            office.act({ type: "act.answered" }, (desk) => {
              repeated.answered(outcome, header, desk);
              desk.after(() => resolve(outcome));
            }),
        ),
      );
    });
  }
}

/** What was not done is a problem, with the act's own words beside it. */
function answer(reply: FastifyReply, said: Said): FastifyReply {
  void reply.header("cache-control", "no-store");
  const why = said.reason ? actReasonInEnglish(said.reason) : "";
  if (said.outcome === "done") return reply.code(200).send({ ...said, why });
  // What the act was about is another by now (RFC 9110, 13.1.1).
  const status = said.reason?.code === "alarm.raised-again" ? 412 : statusOf[said.outcome];
  return problem(reply, status, codeOf[said.outcome], why, { ...said, why });
}

/** `If-Match` says which raising of an alarm was seen: its `raisedAt`, as `raisedUntil` in the body does. */
function withVersion(body: unknown, header: string | undefined): unknown {
  if (header === undefined || header.trim() === "*" || typeof body !== "object" || body === null) return body;
  const raisedUntil = Number(/^"(\d+)"$/.exec(header.trim())?.[1]);
  if (!Number.isFinite(raisedUntil))
    throw new FloorplaneError({
      code: "malformed-message",
      message: 'If-Match is the raisedAt of the alarm in quotes, such as "1772439378653"',
      field: "If-Match",
    });
  return { raisedUntil, ...body };
}

const withOffers = (robot: RobotMark) => ({ ...robot, offers: offersTo(robot.condition, workOf(robot)) });

/** Of a key that stands twice the parser takes the last without a word. */
function doubledIn(text: string): Error | null {
  let why: string | undefined;
  try {
    const key = doubledKey(text);
    if (key !== undefined) why = `${key} ${doubledWords}`;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    why = error.message;
  }
  return why === undefined ? null : Object.assign(new Error(why), { statusCode: 400 });
}
