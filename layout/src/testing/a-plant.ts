/** A small plant model of openTCS for tests, in any version that is read: three points in a row, a way there and back, a charger, a rack, two vehicles. Each test adds what matters to it. */

export interface PlantParts {
  readonly version?: string;
  /** More elements, before the visual layout. */
  readonly more?: string;
  /** Within the path from A to B. */
  readonly inPath?: string;
  /** Attributes of the path from A to B. */
  readonly path?: string;
  /** Within point B. */
  readonly inPoint?: string;
  readonly scale?: number;
}

export function aPlant({
  version = "7.0.0",
  more = "",
  inPath = "",
  path = 'length="4000" maxVelocity="1500" maxReverseVelocity="0" locked="false"',
  inPoint = "",
  scale = 50,
}: PlantParts = {}): string {
  const isOld = version.startsWith("0.");
  const at = (x: number, y: number): string =>
    isOld
      ? `xPosition="${x}" yPosition="${y}" zPosition="0"`
      : `positionX="${x}" positionY="${y}" positionZ="0"`;
  const box = isOld
    ? ""
    : '<maxVehicleBoundingBox length="1000" width="1000" height="1000" referenceOffsetX="0" referenceOffsetY="0"/>';
  const vehicle = (name: string, length: number, width: number, inner = ""): string =>
    `<vehicle name="${name}" ${isOld ? `length="${length}" ` : ""}energyLevelCritical="30" energyLevelGood="90" maxVelocity="1200" maxReverseVelocity="500">${isOld ? "" : `<boundingBox length="${length}" width="${width}" height="1500" referenceOffsetX="0" referenceOffsetY="0"/>`}${inner}</vehicle>`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<model version="${version}" name="Small plant">
  <point name="Point A" ${at(0, 0)} vehicleOrientationAngle="NaN" type="HALT_POSITION">${box}<outgoingPath name="A --- B"/></point>
  <point name="B" ${at(4000, 0)} vehicleOrientationAngle="90.0" type="HALT_POSITION">${box}${inPoint}</point>
  <point name="C" ${at(8000, 0)} vehicleOrientationAngle="NaN" type="PARK_POSITION">${box}</point>
  <path name="A --- B" sourcePoint="Point A" destinationPoint="B" ${path}>${inPath}</path>
  <path name="B --- A" sourcePoint="B" destinationPoint="Point A" length="4000" maxVelocity="800" maxReverseVelocity="0" locked="false"/>
  <path name="B --- C" sourcePoint="B" destinationPoint="C" length="4000" maxVelocity="1000" maxReverseVelocity="300" locked="false"/>
  ${vehicle("Vehicle 1", 1200, 800, '<property name="vda5050:manufacturer" value="acme"/><property name="vda5050:serialNumber" value="0001"/>')}
  ${vehicle("Vehicle 2", 1400, 700)}
  <locationType name="Charger"><allowedOperation name="CHARGE"/></locationType>
  <locationType name="Rack"><allowedOperation name="Load cargo"/><allowedOperation name="Unload cargo"/></locationType>
  <location name="Charge 1" ${at(0, 2000)} locked="false" type="Charger"><link point="Point A"/></location>
  <location name="Rack 1" ${at(4000, 2000)} locked="false" type="Rack"><link point="B"/></location>
  ${more}
  <visualLayout name="drawing" scaleX="${scale}" scaleY="${scale}"><layer id="0" ordinal="0" visible="true" name="all" groupId="0"/></visualLayout>
</model>
`;
}
