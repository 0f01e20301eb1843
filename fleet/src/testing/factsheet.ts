/** A factsheet as a robot says it, for tests of what follows from it. */
import { topics } from "@floorplane/contracts/topics";
import { timestampText } from "@floorplane/contracts/vda5050/timestamp";
import type {
  Factsheet,
  ProtocolLimits as Limits,
} from "@floorplane/contracts/vda5050/v2-1/factsheet.schema";
import { writeFactsheet } from "@floorplane/contracts/vda5050/v2-1/wire";
import type { Hall } from "./hall.ts";

/** The first robot's, and nothing in it but what a test is about. */
export function sayFactsheet(
  hall: Hall,
  optional: readonly string[],
  more: {
    readonly strings?: Limits["maxStringLens"];
    readonly arrays?: Limits["maxArrayLens"];
    readonly minOrderInterval?: number;
    readonly actions?: readonly string[];
    readonly loadTypes?: readonly string[];
    readonly required?: readonly string[];
  } = {},
): void {
  const { robot, manufacturer } = hall.robots[0]!.options;
  const bus = hall.broker.connect({ clientId: "factsheet" });
  const sheet: Factsheet = {
    headerId: 0,
    timestamp: timestampText(hall.clock.now()),
    version: "2.1.0",
    manufacturer,
    serialNumber: robot,
    typeSpecification: {
      seriesName: "test",
      agvKinematic: "DIFF",
      agvClass: "CARRIER",
      maxLoadMass: 1,
      localizationTypes: ["NATURAL"],
      navigationTypes: ["AUTONOMOUS"],
    },
    physicalParameters: {
      speedMin: 0,
      speedMax: 1,
      accelerationMax: 1,
      decelerationMax: 1,
      heightMax: 1,
      width: 1,
      length: 1,
    },
    protocolLimits: {
      maxStringLens: more.strings ?? {},
      maxArrayLens: more.arrays ?? {},
      timing: { minOrderInterval: more.minOrderInterval ?? 0, minStateInterval: 0 },
    },
    protocolFeatures: {
      optionalParameters: [
        ...optional.map((parameter) => ({ parameter, support: "SUPPORTED" as const })),
        ...(more.required ?? []).map((parameter) => ({ parameter, support: "REQUIRED" as const })),
      ],
      agvActions: (more.actions ?? []).map((actionType) => ({ actionType, actionScopes: ["NODE"] })),
    },
    agvGeometry: {},
    loadSpecification: {
      loadSets: (more.loadTypes ?? []).map((loadType) => ({ setName: loadType, loadType })),
    },
  };
  bus.publish(topics.factsheet(manufacturer, robot), writeFactsheet(sheet));
  hall.run(1_000);
  void bus.close();
}
