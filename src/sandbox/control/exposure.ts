import { isIP } from 'node:net';

/** True for an address that only this machine reaches. `localhost` is the only trusted name. */
export function isLoopback(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '');
  if (isIP(address) === 4) return address.startsWith('127.');
  return address === 'localhost' || address === '::1' || /^::ffff:127\./i.test(address);
}

/** The reason to refuse an address that others reach. `option`: the way to allow the address. */
export const whyNotExposed = (host: string, option: string): string =>
  `The sandbox has no sign-in: at ${host} everybody in the network could read and write as any person. ` +
  `Use 127.0.0.1, or add ${option} if you trust the network.`;

export const exposureWarning = (host: string): string =>
  `Warning: the sandbox listens at ${host} and has no sign-in. Everybody who reaches this machine can read and write as any person.`;
