/** Until when a lot may be used, said apart from its goods: of one that nobody knew the day of, or that was said wrong. */
import Type, { type Static } from "typebox";
import { gateOf } from "./parse.ts";
import { client, day, goods, id, strict } from "./wms.schema.ts";

export const LotSchema = Type.Object(
  {
    client,
    sku: goods,
    lot: id("lot"),
    expires: day("its last day, by the site's calendar; in the place of what was said before"),
  },
  strict,
);
export type LotSaid = Static<typeof LotSchema>;
export const parseLot = gateOf("lot", LotSchema);
