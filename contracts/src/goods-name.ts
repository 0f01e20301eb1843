/** What the floor calls goods, wherever a message says it: one schema, so that none takes less of it than another. */
import Type from "typebox";
import { nameLengthMax, namePattern } from "./client-names.ts";

export const goodsName = Type.String({ minLength: 1, maxLength: nameLengthMax, pattern: namePattern });
