/** The faults that were asked for and have not happened yet, and what happened of them: each part of the sandbox takes from here what concerns it. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import {
  type FaultRequest,
  type SandboxFaultName,
  sandboxFaults,
} from "@floorplane/contracts/sandbox.schema";
import { isoTime } from "@floorplane/contracts/units";

/** Asked for at once: nobody reads a longer list. */
const faultsMax = 200;

export interface Fault extends Omit<FaultRequest, "times"> {
  readonly id: string;
  readonly at: number;
  /** Times that it is still to happen. */
  left: number;
  happened: number;
  isOver: boolean;
  /** What ends it. */
  end: () => void;
}

export class FaultBook {
  readonly #faults: Fault[] = [];
  #last = 0;

  /** Throws where it lacks something, or names what it does not take. */
  add(request: FaultRequest, at: number): Fault {
    judge(request);
    const open = this.#faults.filter(({ isOver }) => !isOver);
    if (open.length >= faultsMax)
      throw new FloorplaneError({
        code: "conflict",
        message: `${open.length} faults wait to happen; end some, or reset the sandbox`,
      });
    const { times = 1, ...rest } = request;
    const fault: Fault = {
      ...rest,
      id: `F-${++this.#last}`,
      at,
      left: times,
      happened: 0,
      isOver: false,
      end: () => {},
    };
    this.#faults.push(fault);
    if (this.#faults.length > 2 * faultsMax) this.#faults.splice(0, this.#faults.length - 2 * faultsMax);
    return fault;
  }

  all(): readonly Fault[] {
    return this.#faults;
  }

  get(id: string): Fault | undefined {
    return this.#faults.find((fault) => fault.id === id);
  }

  /** The first of this kind that fits happens once more now. */
  take(name: SandboxFaultName, fits: (fault: Fault) => boolean = () => true): Fault | undefined {
    const fault = this.#faults.find((one) => one.fault === name && !one.isOver && fits(one));
    if (!fault) return undefined;
    fault.happened++;
    if (--fault.left <= 0) this.over(fault);
    return fault;
  }

  /** It cannot happen here: nobody asked for it, after all. */
  remove(fault: Fault): void {
    this.#faults.splice(this.#faults.indexOf(fault), 1);
  }

  /** Safe to call twice. */
  over(fault: Fault): void {
    if (fault.isOver) return;
    fault.isOver = true;
    fault.end();
  }
}

export function faultShown({ end: _end, at, ...fault }: Fault): object {
  return { ...fault, at: isoTime(at) };
}

function judge(request: FaultRequest): void {
  const { needs, takes }: { readonly needs: readonly string[]; readonly takes: readonly string[] } =
    sandboxFaults[request.fault];
  const given = Object.keys(request).filter((key) => key !== "fault");
  const lacking = needs.find((key) => !given.includes(key));
  if (lacking !== undefined) throw wrong(lacking, `${request.fault} needs ${lacking}`);
  const strange = given.find((key) => !needs.includes(key) && !takes.includes(key));
  const known = [...needs, ...takes].join(", ");
  if (strange !== undefined) throw wrong(strange, `${request.fault} takes no ${strange}; it takes ${known}`);
  if (request.units === 0) throw wrong("units", "units is 0, which changes nothing");
  if ((request.units ?? 1) < 0 && request.fault !== "stock.different")
    throw wrong("units", `${request.fault} takes one unit or more; fewer than none cannot be missing`);
}

const wrong = (field: string, message: string): FloorplaneError =>
  new FloorplaneError({ code: "malformed-message", message, field });
