import { BlockList, isIP, isIPv4 } from 'node:net';
import { badRequest } from '../api-error.ts';

const RESERVED = new BlockList();
for (const [address, prefix] of [
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
] as const)
  RESERVED.addSubnet(address, prefix);

/** Names that no name server in the world knows (RFC 6761, 6762, 8375, and ICANN's `internal`). */
const UNKNOWN_TO_ALL = /(^|\.)(test|example|invalid|local|internal|home\.arpa|onion)$/;

const PORTS = ['', '80', '88', '443', '8443'];

/** As the server reads it: HTTPS or HTTP, with a host (HttpUrl.cpp). */
export function parseWebhookUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.hostname === '' || url.port === '0') {
    throw badRequest('invalid webhook URL specified');
  }
  return url;
}

/**
 * A local Bot API server takes plain HTTP for this machine, and any address. The server in the cloud takes neither
 * (FACTS.md #35; WH:691).
 */
export function requireDeliverable(url: URL, fixedAddress: string, isCloud: boolean): void {
  const { protocol, hostname, port } = url;
  const isHere = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  if (isHere && !isCloud && protocol === 'http:') return;
  if (protocol !== 'https:') throw bad('An HTTPS URL must be provided for webhook');
  if (!PORTS.includes(port)) throw bad('Webhook can be set up only on ports 80, 88, 443 or 8443');
  if (fixedAddress !== '' && isIP(fixedAddress) === 0) throw bad('Invalid IP address specified');
  if (!isCloud) return;
  const address = fixedAddress === '' ? addressOf(hostname) : fixedAddress;
  if (address === undefined) return;
  if (!isIPv4(address)) throw bad('IPv6-only addresses are not allowed');
  if (RESERVED.check(address)) throw bad(`IP address ${address} is reserved`);
}

/** Undefined: somewhere in the world. The sandbox looks up no name, but knows the result for some names. */
function addressOf(hostname: string): string | undefined {
  const host = hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  if (isIP(host) !== 0) return host;
  if (/(^|\.)localhost$/.test(host)) return '127.0.0.1';
  if (!host.includes('.') || UNKNOWN_TO_ALL.test(host)) {
    throw bad('Failed to resolve host: Name or service not known');
  }
  return undefined;
}

const bad = (reason: string): Error => badRequest(`bad webhook: ${reason}`);
