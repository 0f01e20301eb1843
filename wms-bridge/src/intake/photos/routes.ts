/** Photos at the door. */
import { parsePhoto } from "@floorplane/contracts/photos.schema";
import { get, post, type Route } from "../route.ts";
import { showPhoto, takePhoto } from "./take-photos.ts";

export const photoRoutes: readonly Route[] = [
  post(
    "/v1/tasks/{task}/photos",
    "tasks:write",
    parsePhoto,
    (means, { client, number }, { content, by, at }) =>
      takePhoto(means, { client, task: number, bytes: Buffer.from(content, "base64"), by, at }),
  ),
  get("/v1/photos/{photo}", "stock:read", (means, { client, number }) => showPhoto(means, client, number)),
];
