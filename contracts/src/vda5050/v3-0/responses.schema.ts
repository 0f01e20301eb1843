/** `responses` of VDA 5050 3.0.0 (clauses 6.9 and 7.5): what control says to a robot that asked to enter a zone, to plan anew or to leave its path. */
import { type Static, Type } from "typebox";
import { messageItemsMax } from "../bounds.ts";
import { Text, Time } from "../header.ts";
import { headerFields } from "./header.ts";

export const ResponseSchema = Type.Object({
  requestId: Text("The request, as the robot named it in its state."),
  grantType: Type.Enum(["GRANTED", "QUEUED", "REVOKED", "REJECTED"], {
    description:
      "GRANTED: go on; QUEUED: heard, and not yet; REVOKED: no more, which counts as granted until the robot says so; REJECTED: no.",
  }),
  leaseExpiry: Type.Optional(
    Time("Until when a grant holds; repeated with a later time it holds longer. Absent: until revoked."),
  ),
});
export type Response = Static<typeof ResponseSchema>;

export const ResponsesSchema = Type.Object(
  {
    ...headerFields,
    responses: Type.Array(ResponseSchema, {
      maxItems: messageItemsMax,
      description: "Answers, one for each request.",
    }),
  },
  { title: "responses", description: "Control answers what a robot asked for. Silence means no." },
);
export type Responses = Static<typeof ResponsesSchema>;
