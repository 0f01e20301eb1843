/**
 * Actions that the house sends by itself when the time has come (VDA 5050 6.8 and our own `pickItems` and `putItems`): a layout that offers or requires one at a
 * place says where it can be done, and never that every robot that passes shall do it.
 */
export const houseActions: ReadonlySet<string> = new Set([
  "pick",
  "drop",
  "pickItems",
  "putItems",
  "startCharging",
  "stopCharging",
  "startPause",
  "stopPause",
  "cancelOrder",
  "stateRequest",
  "factsheetRequest",
  "initPosition",
]);
