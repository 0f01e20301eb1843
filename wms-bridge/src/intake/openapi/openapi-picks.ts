/** What the door says of picks by people (OpenAPI 3.1). */
import { LetGoSchema, NextPickSchema, PickSaidSchema } from "@floorplane/contracts/picks.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { json, postProblem, problem } from "./openapi.ts";
import { text, timeOf, whole } from "./openapi-parts.ts";

const shown = {
  task: text("its number: answer it at /v1/tasks/{task}/outcome"),
  kind: text("`pick`"),
  location: text("where the units lie"),
  sku: text("which goods"),
  quantity: { ...whole, description: "units to take" },
  tote: text("where they go"),
  from: text("the box at a station that they are taken out of, where a robot brings the goods"),
};

export const pickPosts = [
  [
    wmsPaths.picks,
    {
      scope: "tasks:write",
      summary: "Say that somebody fetched what a robot was sent for",
      body: PickSaidSchema,
      response: {
        201: json("the robot fetches it no more; the units are to be brought to the station", {
          order: text("whose units they are"),
          tote: text("the number that the units travel under"),
          units: whole,
          task: text("the task that asks to bring them"),
          station: text("where to"),
        }),
        ...postProblem,
        409: problem("no robot was sent for that: what was taken goes back (`not-wanted`)"),
      },
    },
  ],
  [
    wmsPaths.nextPick,
    {
      scope: "tasks:write",
      summary: "Take the nearest pick that nobody has",
      body: NextPickSchema,
      response: {
        200: json("it is that handheld's for some minutes", {
          ...shown,
          takenUntil: timeOf("when it is anybody's again"),
        }),
        ...postProblem,
        409: problem("no pick waits for a person now (`nothing-to-pick`)"),
      },
    },
  ],
  [
    `${wmsPaths.tasks}/:task/release`,
    {
      scope: "tasks:write",
      summary: "Give a pick back that a handheld took",
      params: "task",
      body: LetGoSchema,
      response: {
        200: json("it is anybody's again", shown),
        ...postProblem,
        404: problem("no such task"),
      },
    },
  ],
] as const;
