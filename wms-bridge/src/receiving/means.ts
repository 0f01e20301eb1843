/** What it takes to put away what came. */
import type { WithHandling } from "../handling/handling.ts";
import type { WithSettings } from "../keeping/settings.ts";
import type { WithSerials } from "../serials/serials.ts";
import type { TaskMeans } from "../tasks/asking.ts";

export type PutAwayMeans = TaskMeans & WithSettings & WithHandling & WithSerials;
