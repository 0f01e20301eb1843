/** Two clients on one floor: what one reads never tells of the other. */
import { readAsBoth } from "@floorplane/wms-bridge/intake/two-clients-read.testkit";
import { it } from "vitest";

it("nothing of one client reaches the other in 100,000 reads", () => readAsBoth(100_000));
