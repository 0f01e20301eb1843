/** The header that opens every VDA 5050 2.1.0 message (clause 6.3). */
import { headerFieldsOf } from "../header.ts";

export type { Header } from "../header.ts";

/** The version we write. Readers take every 2.x: 2.1.0 only adds fields to 2.0.0. */
export const protocolVersion = "2.1.0";

export const headerFields = headerFieldsOf("2.1.0 or an older 2.x");
