/** Printing at the door. */
import { parsePrintOutcome, parsePrintRequest } from "@floorplane/contracts/prints.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { get, post, type Route } from "../route.ts";
import { getPrint, getPrinters, getPrints, postPrint, postPrintOutcome, printsQuery } from "./prints.ts";

export const printRoutes: readonly Route[] = [
  get(wmsPaths.printers, "orders:read", getPrinters),
  get(wmsPaths.prints, "orders:read", getPrints, printsQuery),
  get(`${wmsPaths.prints}/{print}`, "orders:read", getPrint),
  post(wmsPaths.prints, "orders:write", parsePrintRequest, (means, addressed, request) => ({
    cause: "http.print",
    decide: (desk) => postPrint(means, desk, addressed, request),
  })),
  post(`${wmsPaths.prints}/{print}/outcome`, "orders:write", parsePrintOutcome, (means, addressed, said) => ({
    cause: "http.print-outcome",
    decide: (desk) => postPrintOutcome(means, desk, addressed, said),
  })),
];
