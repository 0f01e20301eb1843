import { generateSite } from "@floorplane/layout/generate-site";
import { describe, expect, it } from "vitest";
import { machineAddresses, withAddresses } from "./world-machines.ts";

const { site } = generateSite({ siteId: "test", faces: 2_000, robots: 10 });
const ports = { host: "127.0.0.1", opcUa: 4840, modbus: 5020 };

describe("where the house finds a world's machines", () => {
  it("gives every OPC UA and Modbus device an address, and each Modbus box a unit of its own", () => {
    const addresses = machineAddresses(site, ports);

    const modbus = site.devices.filter(({ wire }) => wire === "modbus");
    expect(modbus.map(({ device }) => addresses.get(device))).toEqual(
      modbus.map((_, index) => `modbus-tcp://127.0.0.1:5020/${index + 1}`),
    );
    for (const { device, wire } of site.devices)
      if (wire !== "modbus")
        expect(addresses.get(device)).toBe(wire === "opcua" ? "opc.tcp://127.0.0.1:4840" : undefined);
    expect(modbus.length).toBeGreaterThan(0);
  });

  it("writes them into the site's rows and changes nothing else", () => {
    const addressed = withAddresses(site, ports);

    const bare = addressed.devices.map(({ address: _address, ...row }) => row);
    expect({ ...addressed, devices: bare }).toEqual(site);
  });
});
