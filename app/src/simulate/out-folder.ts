/** What the world saw, as files. A folder that cannot be written is told before the day begins; a disk that fills up meanwhile costs the files, not the verdict. */
import { accessSync, constants, createWriteStream, type WriteStream, writeFileSync } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { World } from "@floorplane/simulator/world";
import { shipments, shipmentsCsv, stock, stockCsv } from "@floorplane/simulator/world-results";
import { makeFolder } from "../running/make-folder.ts";
import type { Reason } from "./judge-day.ts";

export class OutFolder {
  readonly #folder: string;
  readonly #positions: WriteStream;
  #failed: unknown;

  /** Throws `bad-option` for a folder that cannot be made or written. */
  constructor(folder: string) {
    this.#folder = folder;
    try {
      makeFolder(folder);
      accessSync(folder, constants.W_OK);
    } catch (error) {
      throw new FloorplaneError({
        code: "bad-option",
        message: `--out ${folder} cannot be written (${messageOf(error)}): name a folder, or one that does not exist yet`,
        field: "--out",
      });
    }
    this.#positions = createWriteStream(join(folder, "positions.csv"));
    this.#positions.on("error", (error) => {
      this.#failed ??= error;
    });
  }

  writePositions(text: string): void {
    if (this.#failed === undefined) this.#positions.write(text);
  }

  /** Writes what is left. Answers why a file is missing or cut off, if one is. */
  async finish(world: World): Promise<Reason | undefined> {
    try {
      writeFileSync(join(this.#folder, "shipments.csv"), shipmentsCsv(shipments(world)));
      writeFileSync(join(this.#folder, "stock.csv"), stockCsv(stock(world)));
      if (this.#failed === undefined) {
        this.#positions.end();
        await finished(this.#positions);
      }
    } catch (error) {
      this.#failed ??= error;
    }
    if (this.#failed === undefined) return undefined;
    return {
      code: "out-unwritten",
      text: `the files in ${this.#folder} are not whole (${messageOf(this.#failed)}): make room and run it again; the figures stand`,
    };
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
