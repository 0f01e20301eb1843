/** What can be asked for about programs, and what any of them is held to. */
import { parseProgramRequest, parseRotation } from "@floorplane/contracts/programs.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { without } from "../answering/shown-once.ts";
import { nothingElse } from "../reading/nothing-else.ts";
import { get, post, type Route } from "../route.ts";
import { getLimits } from "./limits.ts";
import { getPrograms, postProgram, postRevocation, postRotation } from "./programs.ts";

const rotation = {
  bytes: (body: Uint8Array) => (body.length === 0 ? {} : parseRotation.bytes(body)),
};

export const programRoutes: readonly Route[] = [
  get(wmsPaths.programs, "programs:manage", (means, { caller }) => ({
    cause: "http.programs-asked",
    decide: () => getPrograms(means, caller),
  })),
  post(wmsPaths.programs, "programs:manage", parseProgramRequest, (means, addressed, request) => ({
    cause: "http.program",
    decide: () => postProgram(means, addressed, request),
    keeps: without("token"),
  })),
  post(`${wmsPaths.programs}/{program}/rotate`, "programs:manage", rotation, (means, addressed, content) => ({
    cause: "http.program-rotation",
    decide: () => postRotation(means, addressed, content),
    keeps: without("token"),
  })),
  post(`${wmsPaths.programs}/{program}/revoke`, "programs:manage", nothingElse, (means, addressed) => ({
    cause: "http.program-revocation",
    decide: () => postRevocation(means, addressed),
  })),
  get(wmsPaths.limits, undefined, (means, { caller }) => ({
    cause: "http.limits-asked",
    decide: () => getLimits(means, caller),
  })),
];
