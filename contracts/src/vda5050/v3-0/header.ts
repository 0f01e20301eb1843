/** The header that opens every VDA 5050 3.0.0 message (clause 7.2). */
import { headerFieldsOf } from "../header.ts";

/** The version we write. Readers take every 3.x. */
export const protocolVersion = "3.0.0";

export const headerFields = headerFieldsOf("3.0.0");
