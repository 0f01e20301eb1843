/** The screens of a scripted floor, where people give their acts. */
import type { ToDashboards, WmsCommand } from "@floorplane/contracts/messages";
import type { Room } from "@floorplane/runtime/room";
import type { Floor } from "./floor.fixture.ts";

export type Act = WmsCommand extends infer One
  ? One extends WmsCommand
    ? Omit<One, "command" | "by">
    : never
  : never;

/** Gives acts, and hears what became of them. */
export function screensOf(floor: Floor) {
  const answers: ToDashboards[] = [];
  const screens: Room<"dashboards"> = {
    name: "dashboards",
    restore: async () => {},
    begin: () => {},
    fire: () => {},
    take: (message) => void answers.push(message),
  };
  floor.house.moveIn(screens);
  const office = floor.house.office("dashboards");
  return (act: Act): ToDashboards | undefined => {
    const command = `C${answers.length}`;
    office.act({ type: "test" }, (desk) =>
      desk.send("wms-bridge", { by: "mia", command, ...act } as WmsCommand),
    );
    floor.run(1);
    return answers.find((answer) => answer.command === command);
  };
}
