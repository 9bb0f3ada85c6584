import type { ConfigProblem } from './config-error.ts';
import { type ProxyName, readProxyNames } from './env.ts';
import { createSecret, type Secret } from './secret.ts';

/** The way out to the network, as the environment prescribes. */
export type Proxies = {
  /** By the protocol of the address that is called. The URL may hold a password. */
  http: Secret | null;
  https: Secret | null;
  /** Host names, each perhaps with a port; `*` means every host. */
  no: readonly string[];
};

type Found = { proxies: Proxies | null; problems: ConfigProblem[] };

const PROTOCOLS = /^(https?|socks5?):$/;

/** Reads the variables that curl reads: names in lower case come first, ALL_PROXY stands in for a missing name. */
export function readProxies(environment: Record<string, string | undefined>): Found {
  const set = readProxyNames(environment);
  const problems: ConfigProblem[] = [];
  const proxy = (...names: ProxyName[]): Secret | null => {
    const name = names.find((each) => set[each] !== undefined);
    if (name === undefined) return null;
    const url = withProtocol(set[name] ?? '');
    if (url !== null) return createSecret(url);
    if (!problems.some(({ variable }) => variable === name)) {
      problems.push({
        variable: name,
        problem: 'is not the address of a proxy.',
        fix: 'Use something like http://proxy.example.com:3128, or remove it.',
      });
    }
    return null;
  };
  const http = proxy('HTTP_PROXY', 'ALL_PROXY');
  const https = proxy('HTTPS_PROXY', 'ALL_PROXY');
  const no = (set.NO_PROXY ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
  return { proxies: http === null && https === null ? null : { http, https, no }, problems };
}

/** `proxy:3128` means `http://proxy:3128`. */
function withProtocol(value: string): string | null {
  const url = /^\w+:\/\//.test(value) ? value : `http://${value}`;
  if (!URL.canParse(url)) return null;
  const { protocol, hostname } = new URL(url);
  return PROTOCOLS.test(protocol) && hostname !== '' ? url : null;
}

/** The proxy for an address; null: the address is called directly. This machine is always called directly. */
export function proxyFor(target: string, proxies: Proxies): Secret | null {
  const { protocol, hostname, port } = new URL(target);
  const proxy = protocol === 'https:' ? proxies.https : proxies.http;
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const isExempt =
    /^(localhost|127\.[\d.]+|::1)$/.test(host) ||
    proxies.no.some((entry) =>
      names(entry.toLowerCase(), host, port || (protocol === 'https:' ? '443' : '80')),
    );
  return isExempt ? null : proxy;
}

/** `example.com` and `.example.com` name the host and all below it. */
function names(entry: string, host: string, port: string): boolean {
  const [, name = '', onlyPort] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(entry) ?? [];
  if (onlyPort !== undefined && onlyPort !== port && !/^[\da-f:]+$/.test(entry)) return false;
  const bare = name.replace(/^\*?\./, '');
  return entry === '*' || entry === host || host === bare || host.endsWith(`.${bare}`);
}
