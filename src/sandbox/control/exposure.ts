import { isIP } from 'node:net';

/** Can only this machine reach a server at this address? A name is trusted only if it is `localhost`. */
export function isLoopback(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '');
  if (isIP(address) === 4) return address.startsWith('127.');
  return address === 'localhost' || address === '::1' || /^::ffff:127\./i.test(address);
}

/** Why the sandbox does not open at an address that others reach. `option`: how the command is told to. */
export const whyNotExposed = (host: string, option: string): string =>
  `The sandbox has no sign-in: at ${host} everybody in the network could read and write as any person. ` +
  `Use 127.0.0.1, or add ${option} if you trust the network.`;

export const exposureWarning = (host: string): string =>
  `Warning: the sandbox listens at ${host} and has no sign-in. Everybody who reaches this machine can read and write as any person.`;
