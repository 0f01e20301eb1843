/** Addresses that are this machine's, its network's or nobody's (IANA's special-purpose registries): what a stranger names must not reach them. */
import { BlockList, isIP } from "node:net";

const inside = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.31.196.0", 24],
  ["192.52.193.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["192.175.48.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  inside.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  // An IPv4 address in other words (compatible, translated, NAT64, Teredo, 6to4): of this network or not, nobody needs them.
  ["::", 96],
  ["::ffff:0:0:0", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["2002::", 16],
  // Teredo, benchmarking and ORCHIDs among them.
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2620:4f:8000::", 48],
  ["3fff::", 20],
  // Beyond 2000::/3 nothing is public: what is assigned there is private, link-local, site-local, of segments or multicast.
  ["100::", 8],
  ["200::", 7],
  ["400::", 6],
  ["800::", 5],
  ["1000::", 4],
  ["4000::", 2],
  ["8000::", 1],
] as const)
  inside.addSubnet(net, bits, "ipv6");

/** Of an address, not of a name. An IPv4 address written as IPv6 is judged as what it is. */
export const isInside = (address: string): boolean =>
  inside.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
