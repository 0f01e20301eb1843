/** Two clients on one floor: what one reads never tells of the other. A hundred thousand reads are in `tests/long`. */
import { it } from "vitest";
import { readAsBoth } from "./two-clients-read.testkit.ts";

it("nothing of one client reaches the other in 8,000 reads", () => readAsBoth(8_000));
