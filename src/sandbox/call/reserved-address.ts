import { BlockList, isIP } from 'node:net';

const RANGES: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

const RESERVED = new BlockList();
for (const [address, prefix] of RANGES) RESERVED.addSubnet(address, prefix);

/**
 * The address to which Telegram delivers nothing, if `host` is one. Names are not looked up, except `localhost`. Every
 * IPv6 address counts as reserved (`IPAddress.cpp`, is_reserved).
 */
export function reservedAddress(host: string): string | undefined {
  const address = host === 'localhost' ? '127.0.0.1' : host.replace(/^\[(.*)\]$/, '$1');
  switch (isIP(address)) {
    case 4:
      return RESERVED.check(address) ? address : undefined;
    case 6:
      return address;
    default:
      return undefined;
  }
}
