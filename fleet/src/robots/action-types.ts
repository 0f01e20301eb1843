/** The action types that a stop is written down as (VDA 5050 6.8; `pickItems` and `putItems` are declared in the robots' factsheets). */
import type { StopAction } from "@floorplane/contracts/messages";

export const stopActionTypes: Readonly<Record<Exclude<StopAction["type"], "meetPerson">, string>> = {
  fetchTote: "pick",
  pickItems: "pickItems",
  putItems: "putItems",
  dropTote: "drop",
  countTags: "countTags",
  pickLoad: "pick",
  dropLoad: "drop",
};
