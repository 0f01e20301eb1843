/** Photos of goods that somebody looked at: what is taken, and how much of it. */
import Type, { type Static } from "typebox";
import { gateOf } from "./parse.ts";
import { personPattern } from "./people-names.ts";
import { photoBytesMax } from "./photo-bounds.ts";
import { client, strict } from "./wms.schema.ts";

export const PhotoSchema = Type.Object(
  {
    client,
    content: Type.String({
      minLength: 16,
      maxLength: Math.ceil(photoBytesMax / 3) * 4,
      pattern: "^[A-Za-z0-9+/]+={0,2}$",
      description: `JPEG, PNG or WebP in base64, of at most ${photoBytesMax / 1_024} KiB`,
    }),
    by: Type.String({
      minLength: 1,
      maxLength: 64,
      pattern: personPattern,
      description: "who took it: a handheld or a name",
    }),
    at: Type.Optional(
      Type.String({ format: "date-time", description: "when it was taken; now where absent" }),
    ),
  },
  strict,
);
export type PhotoSent = Static<typeof PhotoSchema>;
export const parsePhoto = gateOf("photo", PhotoSchema);
