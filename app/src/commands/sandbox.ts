/** `floorplane sandbox`: a door to try a WMS against. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { Command } from "commander";
import type { RunSandboxOptions } from "../sandbox/run-sandbox.ts";
import { decimal, wholeNumber } from "./options.ts";

/** As the door reads it of a bearer (RFC 6750). */
const TOKEN = /^[A-Za-z0-9._~+/-]{8,200}$/;

export const sandboxCommand = (): Command =>
  new Command("sandbox")
    .description(
      "a door to try a WMS against: the real one, over a small floor whose time is yours and where what you ask for goes wrong",
    )
    .option("--wms-port <n>", "port of the door; 0 takes any", wholeNumber("--wms-port", 0, 65_535), 8490)
    .option(
      "--speed <x>",
      "time goes by itself, so many seconds for one of the wall's; 0: it stands until it is asked to go on",
      decimal("--speed", 0, 1_000),
      0,
    )
    .option("--token <token>", "the token to ask with; drawn anew where absent")
    .action(async (options: RunSandboxOptions) => {
      if (options.token !== undefined && !TOKEN.test(options.token))
        throw new FloorplaneError({
          code: "bad-option",
          message: "--token must be 8 to 200 letters, digits and signs of ._~+/-",
          field: "--token",
        });
      const { runSandbox } = await import("../sandbox/run-sandbox.ts");
      process.exitCode = await runSandbox(options);
    });
