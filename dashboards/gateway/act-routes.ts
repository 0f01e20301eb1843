/**
 * People's acts over HTTP, for programs: what can be done (`GET /api/acts`), to what (`/api/robots`, `/api/places`), and doing it (`POST /api/acts`), which answers when the act is
 * decided. Every act may be given again: what is so already is done.
 */
import { actRules, offersTo, workOf } from "@floorplane/contracts/acts";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { FastifyInstance } from "fastify";
import type { Commands } from "./commands.ts";
import type { Documents } from "./documents.ts";
import { problem } from "./door.ts";
import type { Outcome, RobotMark } from "./protocol.ts";
import { readAct } from "./read-act.ts";

/** A count of a tote is the largest act. */
const bodyBytesMax = 64 * 1_024;

export interface ActRoutesOptions {
  readonly commands: Commands;
  readonly documents: Documents;
}

type Said = Outcome | { readonly command: null; readonly outcome: "refused"; readonly why: string };

const statusOf = { done: 200, refused: 409, unanswered: 504, unknown: 504 } as const satisfies {
  readonly [Word in Outcome["outcome"]]: number;
};

export function actRoutes(app: FastifyInstance, { commands, documents }: ActRoutesOptions): void {
  app.get("/api/acts", async () => actRules);
  app.get("/api/robots", async () => [...documents.robots.values()].map(withOffers));
  app.get<{ Params: { robot: string } }>("/api/robots/:robot", async ({ params }, reply) => {
    const robot = documents.robots.get(params.robot);
    return robot
      ? withOffers(robot)
      : problem(reply, 404, "not-found", `this site has no robot ${params.robot}`);
  });
  app.get("/api/places", async () => [...documents.places.values()]);
  app.post("/api/acts", { bodyLimit: bodyBytesMax }, async (request, reply) => {
    if (!/^application\/json\b/i.test(request.headers["content-type"] ?? ""))
      return problem(reply, 415, "malformed-message", "an act is sent as application/json");
    try {
      const act = readAct(request.body, `someone at ${request.ip}`, documents);
      const said = await new Promise<Said>((resolve) =>
        commands.give(
          act,
          (answer) => {
            if (answer.state === "refused") resolve({ command: null, outcome: "refused", why: answer.why });
          },
          resolve,
        ),
      );
      return reply.code(statusOf[said.outcome]).header("cache-control", "no-store").send(said);
    } catch (error) {
      if (!(error instanceof FloorplaneError)) throw error;
      const { code, message, field } = error;
      return reply
        .code(400)
        .type("application/problem+json")
        .send({ status: 400, code, detail: message, field });
    }
  });
}

const withOffers = (robot: RobotMark) => ({ ...robot, offers: offersTo(robot.condition, workOf(robot)) });
