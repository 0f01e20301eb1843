/** What the door says of photos (OpenAPI 3.1). */
import { photosOfTaskMax, photoTypes } from "@floorplane/contracts/photo-bounds";
import { PhotoSchema } from "@floorplane/contracts/photos.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { json, needs, postProblem, problem, readProblem } from "../openapi/openapi.ts";
import { inPath, queryOf, text, timeOf, whole, whose } from "../openapi/openapi-parts.ts";

export const photoShown = {
  photo: text("SHA-256 of its bytes: the name under which it is had"),
  type: { type: "string", enum: [...photoTypes], description: "as its bytes say" },
  bytes: whole,
  task: text("the task whose goods it shows"),
  by: text("who took it"),
  takenAt: timeOf("when it was taken"),
};
const file = { schema: { type: "string", format: "binary" } };

export const photoGets = [
  [
    `${wmsPaths.photos}/:photo`,
    {
      summary: "A photo, as it was taken",
      security: needs("stock:read"),
      params: inPath("photo"),
      querystring: queryOf({ client: whose }),
      response: {
        200: {
          description: "its bytes; kept for 180 days",
          content: Object.fromEntries(photoTypes.map((type) => [type, file])),
        },
        ...readProblem,
        404: problem("there is no such photo, or it was let go of"),
      },
    },
  ],
] as const;

export const photoPosts = [
  [
    `${wmsPaths.tasks}/:task/photos`,
    {
      scope: "tasks:write",
      summary: "Add a photo of what a task is about",
      params: "task",
      body: PhotoSchema,
      response: {
        200: json("kept, or kept before", photoShown),
        ...postProblem,
        404: problem("no such task"),
        409: problem(`the task has ${photosOfTaskMax} photos already`),
      },
    },
  ],
] as const;
