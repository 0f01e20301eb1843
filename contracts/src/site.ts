/** What a site is made of, in files that people edit: `site.yaml`, `layout.lif.json` and `locations.csv`. */
import Type, { type Static } from "typebox";
import { goodsClasses } from "./goods-class.ts";
import { ClientId, SerialNumber } from "./ids.ts";
import { gateOf } from "./parse.ts";
import { CarrierRowSchema, ClosedDays } from "./site-carriers.ts";
import { CartonRowSchema, Gs1Schema } from "./site-cartons.ts";
import { CountRulesSchema } from "./site-counts.ts";
import { EvidenceRulesSchema } from "./site-evidence.ts";
import { PickingRulesSchema } from "./site-picking.ts";
import { PrinterRowSchema } from "./site-printers.ts";
import { type Allocation, allocationDefault, allocations } from "./states.ts";
import { suggestedPrefixes } from "./topics.ts";
import { usualVersion, vdaVersions } from "./vda5050/versions.ts";
import { type WarningLimits, WarningLimitsSchema } from "./warnings.schema.ts";

const id = (what: string) =>
  Type.String({ minLength: 1, maxLength: 64, pattern: "^[A-Za-z0-9_.:~-]+$", description: what });
const metres = (minimum: number, maximum: number) => Type.Number({ minimum, maximum });

/** A robot type: what the layout must leave room for. The factsheet of a real robot may say less, never more. */
export const VehicleSchema = Type.Object(
  {
    /** Sent to nobody: whatever the layout calls it. */
    type: Type.String({ minLength: 1, maxLength: 256, description: "vehicleTypeId as in the LIF layout" }),
    manufacturer: id("as in the robot's topics"),
    lengthM: metres(0.1, 10),
    widthM: metres(0.1, 10),
    speedMps: Type.Number({ exclusiveMinimum: 0, maximum: 5 }),
    accelerationMps2: Type.Number({ exclusiveMinimum: 0, maximum: 5 }),
    /** Seconds for a quarter turn on the spot. */
    quarterTurnS: Type.Number({ exclusiveMinimum: 0, maximum: 60 }),
  },
  { additionalProperties: false },
);
export type Vehicle = Static<typeof VehicleSchema>;

export const StationKind = Type.Union([
  Type.Literal("packing"),
  Type.Literal("check"),
  Type.Literal("receiving"),
  Type.Literal("charging"),
  Type.Literal("parking"),
]);
export type StationKind = Static<typeof StationKind>;

/** A station that is not a storage place; its docks are the interaction nodes of the LIF station of the same id. */
export const StationRowSchema = Type.Object(
  {
    station: id("LIF stationId"),
    kind: StationKind,
    /** Who packs at a packing station: a machine of `devices` (where absent), or a person with a screen and a scanner. */
    by: Type.Optional(Type.Enum(["machine", "person"])),
  },
  { additionalProperties: false },
);
export type StationRow = Static<typeof StationRowSchema>;

export const ZoneRowSchema = Type.Object(
  {
    zone: id("zone"),
    /** Allowed band, degrees Celsius and percent relative humidity; an alarm outside it. */
    temperatureC: Type.Object({ min: Type.Number(), max: Type.Number() }, { additionalProperties: false }),
    humidityPercent: Type.Object({ min: Type.Number(), max: Type.Number() }, { additionalProperties: false }),
    /** Classes of goods that may stand in it. Absent: general goods alone where another zone names some, all where none does. */
    admits: Type.Optional(Type.Array(Type.Enum([...goodsClasses]), { minItems: 1, uniqueItems: true })),
    /** Rectangle in metres. */
    area: Type.Object(
      { x: Type.Number(), y: Type.Number(), width: Type.Number(), height: Type.Number() },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type ZoneRow = Static<typeof ZoneRowSchema>;

/** Where a device's values come from. Register maps and node names of OPC UA machines follow from `kind`. */
export const DeviceRowSchema = Type.Object(
  {
    device: id("device"),
    kind: Type.Union([Type.Literal("climate"), Type.Literal("portal"), Type.Literal("station")]),
    wire: Type.Union([Type.Literal("mqtt"), Type.Literal("modbus"), Type.Literal("opcua")]),
    /** `modbus-tcp://host:port/unit` or `opc.tcp://host:port`; none for MQTT, where the device comes to us. */
    address: Type.Optional(Type.String({ maxLength: 256 })),
    zone: Type.Optional(id("zone")),
    /** For `kind: station`: which packing station this machine is. */
    station: Type.Optional(id("station")),
    /** For `kind: portal`: the carrier whose dock it stands at, where no other's parcels leave there. */
    carrier: Type.Optional(id("carrier")),
    /** Seconds between readings that may be expected. */
    periodS: Type.Optional(Type.Number({ minimum: 1, maximum: 86_400 })),
    x: Type.Number(),
    y: Type.Number(),
  },
  { additionalProperties: false },
);
export type DeviceRow = Static<typeof DeviceRowSchema>;

/** One to five levels of a topic. */
export const prefixPattern = "^[A-Za-z0-9_.:-]+(/[A-Za-z0-9_.:-]+){0,4}$";

/** `robot` is what the house calls it, unique in the site. With its manufacturer, the serial number is what it says of itself on the wire. */
export const RobotRowSchema = Type.Object(
  {
    robot: id("name in the house"),
    manufacturer: id("manufacturer"),
    /** Where it is not the name in the house: two makers may use one serial number. */
    serialNumber: Type.Optional(id("serial number")),
    /** Of VDA 5050, as it speaks and hears it; 2.1 where absent. */
    version: Type.Optional(Type.Enum([...vdaVersions])),
    /** What its topics begin with, before manufacturer and serial number; as its version of the standard suggests where absent. */
    prefix: Type.Optional(
      Type.String({
        maxLength: 128,
        pattern: prefixPattern,
        description: "interface name and version in the robot's topics, such as vda5050/v3",
      }),
    ),
    /** Client ids that it comes to the broker with, where its name in the house cannot be set there; `*` at the end stands for whatever follows. */
    clientIds: Type.Optional(
      Type.Array(Type.String({ pattern: "^[A-Za-z0-9_.:~/-]{0,64}\\*?$", minLength: 1 }), {
        minItems: 1,
        maxItems: 20,
      }),
    ),
  },
  { additionalProperties: false },
);
export type RobotRow = Static<typeof RobotRowSchema>;
/** What a robot's topics begin with. */
export const prefixOf = ({ prefix, version = usualVersion }: RobotRow): string =>
  prefix ?? suggestedPrefixes[version];
/** What stands in the robot's topics and headers. */
export const serialNumberOf = ({ robot, serialNumber }: RobotRow): SerialNumber =>
  SerialNumber(serialNumber ?? robot);

const allocation = Type.Optional(
  Type.Enum([...allocations], { description: "what becomes of an order of which units are missing" }),
);

const warnings = Type.Optional(WarningLimitsSchema);

/** A further owner of goods: its id alone, or with what holds for its orders. One schema, so that what is wrong in either is named. */
export type ClientRow =
  | string
  | { readonly client: string; readonly allocation?: Allocation; readonly warnings?: WarningLimits };
const { type: _text, ...idOfClient } = id("a further owner of goods");
const ClientRowSchema = Type.Unsafe<ClientRow>({
  ...idOfClient,
  type: ["string", "object"],
  properties: { client: id("owner of the goods"), allocation, warnings },
  required: ["client"],
  additionalProperties: false,
});
export const clientOfRow = (row: ClientRow): string => (typeof row === "string" ? row : row.client);

export const SiteSchema = Type.Object(
  {
    site: id("site"),
    name: Type.String({ minLength: 1, maxLength: 80 }),
    /** Whose goods and orders are meant where nobody is named. */
    client: id("owner of the goods"),
    /** Others whose goods stand here: who is not listed is refused. */
    clients: Type.Optional(Type.Array(ClientRowSchema, { maxItems: 1_000 })),
    /** Of orders that do not say it themselves; a client's own goes before it. */
    allocation,
    /** Of items that do not say it themselves; a client's own go before these. */
    warnings,
    /** Whether orders that leave room in a tote share it, where stations sort what it holds (put-to-light); `alone` where absent. */
    waves: Type.Optional(Type.Enum(["alone", "shared"])),
    /** Global Location Number of the site, 13 digits: places are named under it in EPCIS events. */
    gln: Type.Optional(Type.String({ pattern: "^[0-9]{13}$" })),
    /** Cut-offs are local times here; an IANA name such as `Europe/Berlin`, or `UTC`. */
    timezone: Type.String({ minLength: 1, maxLength: 64 }),
    /** Who carries parcels away; in their order where several serve one country. The house's own table where absent. */
    carriers: Type.Optional(Type.Array(CarrierRowSchema, { minItems: 1, maxItems: 100 })),
    /** Days on which no carrier comes. */
    closed: Type.Optional(ClosedDays),
    /** What parcels are packed in; what a tote holds is one parcel, in whatever the bench has, where absent. */
    cartons: Type.Optional(Type.Array(CartonRowSchema, { minItems: 1, maxItems: 200 })),
    /** Where labels are printed; the house prints none by itself where absent. */
    printers: Type.Optional(Type.Array(PrinterRowSchema, { minItems: 1, maxItems: 500 })),
    /** How parcels are numbered; under the prefix that GS1 keeps for demonstrations where absent. */
    gs1: Type.Optional(Gs1Schema),
    /** How bins are counted; the house's own ways where absent. */
    counts: Type.Optional(CountRulesSchema),
    /** What confirms what was picked; tags alone where absent. */
    evidence: Type.Optional(EvidenceRulesSchema),
    /** Whose hands pick where; robots alone where absent. */
    picking: Type.Optional(PickingRulesSchema),
    /** Client ids of the handhelds of its people; two where absent. One that is shared cannot tell who counted. */
    handhelds: Type.Optional(Type.Array(id("client id of a handheld"), { minItems: 1, maxItems: 500 })),
    /** Which layout of `layout.lif.json`, where it holds several: by its `layoutId`, or by its `layoutLevelId`. */
    layoutId: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
    levelId: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
    /** What the house stands on, as URLs without secrets; options win. Its own where absent. */
    ledger: Type.Optional(Type.String({ minLength: 1, maxLength: 1_024 })),
    bus: Type.Optional(Type.String({ minLength: 1, maxLength: 1_024 })),
    history: Type.Optional(Type.String({ minLength: 1, maxLength: 1_024 })),
    /** How much a WMS may ask for; the usual bounds where absent. */
    limits: Type.Optional(
      Type.Object(
        {
          openOrders: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
          requestsPerMinute: Type.Optional(Type.Integer({ minimum: 60, maximum: 10_000_000 })),
          /** Programs may register webhooks at this machine and its network, and over plain HTTP. */
          privateWebhooks: Type.Optional(Type.Boolean()),
        },
        { additionalProperties: false },
      ),
    ),
    vehicle: VehicleSchema,
    robots: Type.Array(RobotRowSchema, { maxItems: 10_000 }),
    stations: Type.Array(StationRowSchema, { maxItems: 10_000 }),
    zones: Type.Array(ZoneRowSchema, { maxItems: 1_000 }),
    devices: Type.Array(DeviceRowSchema, { maxItems: 10_000 }),
    /** Solid shelving, rectangles in metres, for screens and checks. */
    racks: Type.Array(
      Type.Object(
        { x: Type.Number(), y: Type.Number(), width: Type.Number(), height: Type.Number() },
        { additionalProperties: false },
      ),
      {
        maxItems: 100_000,
      },
    ),
  },
  { additionalProperties: false },
);
export type Site = Static<typeof SiteSchema>;
export const parseSite = gateOf("site.yaml", SiteSchema);

/** Of a site that names none: two, so that somebody can count what somebody else has counted. */
const usualHandhelds = ["HANDHELD-1", "HANDHELD-2"];
export const handheldsOf = ({ handhelds = usualHandhelds }: Pick<Site, "handhelds">): readonly string[] =>
  handhelds;

/** All whose goods may stand here, the site's own client first. */
export const clientsOf = ({ client, clients = [] }: Pick<Site, "client" | "clients">): ClientId[] =>
  [client, ...clients.map(clientOfRow)].map(ClientId);

/** What holds for orders of a client that do not say it themselves. */
export function allocationOf(
  { clients = [], allocation: ofSite = allocationDefault }: Pick<Site, "clients" | "allocation">,
  client: ClientId,
): Allocation {
  const row = clients.find((one) => clientOfRow(one) === client);
  return (typeof row === "object" ? row.allocation : undefined) ?? ofSite;
}

/** Of items of a client that say nothing themselves. */
export function warningLimitsOf(
  { clients = [], warnings: ofSite = {} }: Pick<Site, "clients" | "warnings">,
  client: ClientId,
): WarningLimits {
  const row = clients.find((one) => clientOfRow(one) === client);
  return { ...ofSite, ...(typeof row === "object" ? row.warnings : {}) };
}

/** A row of `locations.csv`: one bin. Its location is the LIF stationId of the place where a robot reaches it. */
export const LocationRowSchema = Type.Object(
  {
    location: id("location"),
    kind: Type.Union([Type.Literal("face"), Type.Literal("reserve")]),
    /** What fits, litres and kilograms. */
    litres: Type.Number({ exclusiveMinimum: 0, maximum: 100_000 }),
    kilograms: Type.Number({ exclusiveMinimum: 0, maximum: 100_000 }),
    zone: id("zone"),
  },
  { additionalProperties: false },
);
export type LocationRow = Static<typeof LocationRowSchema>;
export const parseLocation = gateOf("locations.csv", LocationRowSchema);
