/** What the door says of printing (OpenAPI 3.1). */
import { labelKinds, PrintOutcomeSchema, PrintRequestSchema } from "@floorplane/contracts/prints.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { printStates } from "../outbound/prints.ts";
import { json, needs, postProblem, problem, readProblem } from "./openapi.ts";
import { inPath, meaningsOf, pagesOf, queryOf, text, timeOf, timeOrNull, whose } from "./openapi-parts.ts";

const textOrNull = (description: string) => ({ type: ["string", "null"], description });

const print = {
  print: text("its number"),
  printer: text("of the site's file"),
  station: textOrNull("that the printer stands at"),
  label: { type: "string", enum: [...labelKinds] },
  of: text("SSCC of a parcel or pallet, tote or bin"),
  copy: {
    type: "integer",
    description: "1, or more where another was asked for in the place of one that may be there",
  },
  state: { type: "string", enum: Object.keys(printStates), description: meaningsOf(printStates) },
  why: textOrNull("why it is where it is, such as paper-out, cut or house-ended"),
  askedAt: timeOf("when it was asked for"),
  askedBy: text("the house itself (`house`), a program, a name at a screen"),
  sentAt: timeOrNull("written down before its first byte left"),
  endedAt: timeOrNull("when it was printed, given up or replaced"),
  printedBy: textOrNull("by what it counts as printed: status, connection, scan, person"),
  decidedBy: textOrNull("who said that it lies there, or asked for another"),
  inPlaceOf: textOrNull("the job that this one replaces"),
};

const printer = {
  printer: text("its name in the site's file"),
  station: textOrNull("that it stands at"),
  language: { type: "string", enum: ["zpl", "pdf"] },
  prints: {
    type: "array",
    items: { type: "string" },
    description: "by itself: when a parcel is closed at its station, a pallet anywhere",
  },
  confirms: text("by what a label counts as printed: status, scan or connection"),
  state: { type: "string", enum: ["ready", "printing", "stopped"] },
  why: textOrNull("why it took no label last"),
  since: timeOrNull("since when it takes none"),
  waiting: { type: "integer", description: "labels that wait for it" },
};

export const printGets = [
  [
    wmsPaths.printers,
    {
      summary: "Printers of the site, and how each fares",
      security: needs("orders:read"),
      querystring: queryOf({ client: whose }),
      response: {
        200: json("in the order of the site's file", {
          printers: { type: "array", items: { type: "object", properties: printer } },
        }),
        ...readProblem,
      },
    },
  ],
  [
    wmsPaths.prints,
    {
      summary: "Labels on their way to paper, and those of the last two days",
      security: needs("orders:read"),
      querystring: pagesOf({
        state: text("in these states alone, with commas between"),
        printer: text("of these printers alone, with commas between"),
        station: text("of printers at this station alone"),
        label: text("of these kinds alone, with commas between"),
        of: text("of this parcel, tote or bin alone"),
      }),
      response: {
        200: json("in the order in which they were asked for", {
          prints: { type: "array", items: { type: "object", properties: print } },
          count: { type: "integer" },
          next: { type: ["string", "null"] },
        }),
        ...readProblem,
      },
    },
  ],
  [
    `${wmsPaths.prints}/:print`,
    {
      summary: "One print job",
      security: needs("orders:read"),
      params: inPath("print"),
      querystring: queryOf({ client: whose }),
      response: {
        200: json("as it stands", print),
        ...readProblem,
        404: problem("there is no such job at hand"),
      },
    },
  ],
] as const;

export const printPosts = [
  [
    wmsPaths.prints,
    {
      scope: "orders:write",
      summary: "Print a label; one that was asked for before is not printed a second time",
      body: PrintRequestSchema,
      response: {
        200: json("the job, or the one that there was before", print),
        ...postProblem,
        404: problem("there is no such thing here, or no such printer"),
      },
    },
  ],
  [
    `${wmsPaths.prints}/:print/outcome`,
    {
      scope: "orders:write",
      summary: "Say that a label lies there, or have another printed in its place",
      params: "print",
      body: PrintOutcomeSchema,
      response: {
        200: json("the job, or the one in its place", print),
        ...postProblem,
        404: problem("there is no such job at hand"),
        409: problem("it is on its way, or was replaced"),
      },
    },
  ],
] as const;
