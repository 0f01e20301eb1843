/** What came of what was asked last. */
import type { Asking } from "./use-ask.ts";

export const SaidLine = ({ said }: Pick<Asking, "said">) => (
  <p role="status" className={said && !said.isGood ? "said tone-high" : "said"}>
    {said?.words}
  </p>
);
