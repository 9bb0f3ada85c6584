import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { type Proxies, proxyFor, readProxies } from '../../src/config/proxy.ts';

const TELEGRAM = 'https://api.telegram.org/bot1:abc/getMe';

const read = (env: Record<string, string>): Proxies => {
  const { proxies, problems } = readProxies(env);
  expect(problems).toEqual([]);
  if (proxies === null) throw new Error('There is no proxy');
  return proxies;
};

const way = (env: Record<string, string>, target = TELEGRAM) =>
  proxyFor(target, read({ HTTPS_PROXY: 'http://proxy:3128', ...env }))?.reveal() ?? 'direct';

test('without a proxy in the environment every address is called directly', () => {
  expect(readProxies({ NO_PROXY: '*' })).toEqual({ proxies: null, problems: [] });
  expect(parseConfig({}).proxies).toBeNull();
});

test.each([
  [{}, 'http://proxy:3128'],
  [{ https_proxy: 'http://lower:1' }, 'http://lower:1'],
  [{ HTTPS_PROXY: 'proxy:3128' }, 'http://proxy:3128'],
  [{ HTTPS_PROXY: '', ALL_PROXY: 'socks5://socks:1080' }, 'socks5://socks:1080'],
  [{ HTTPS_PROXY: '', HTTP_PROXY: 'http://plain:80' }, 'direct'],
  [{ NO_PROXY: '*' }, 'direct'],
  [{ NO_PROXY: 'example.com, telegram.org' }, 'direct'],
  [{ NO_PROXY: '.telegram.org' }, 'direct'],
  [{ NO_PROXY: '*.telegram.org' }, 'direct'],
  [{ no_proxy: 'API.telegram.org:443' }, 'direct'],
  [{ NO_PROXY: 'api.telegram.org:8443' }, 'http://proxy:3128'],
  [{ NO_PROXY: 'elegram.org' }, 'http://proxy:3128'],
])('with %o Telegram is called by way of %s', (env, expected) => {
  expect(way(env as Record<string, string>)).toBe(expected);
});

test('this machine is never called through a proxy, and plain http has a proxy of its own', () => {
  for (const local of ['https://localhost/', 'https://127.0.0.1:8081/', 'https://[::1]:8081/']) {
    expect(way({}, local)).toBe('direct');
  }
  expect(way({ HTTP_PROXY: 'http://plain:80' }, 'http://bot-api.example.com:8081/')).toBe('http://plain:80');
});

test('a proxy that is no address is refused by its name, with the fix', () => {
  expect(() => parseConfig({ HTTPS_PROXY: 'ftp://proxy' })).toThrow(
    /HTTPS_PROXY: is not the address of a proxy\.\n.*http:\/\/proxy\.example\.com:3128/,
  );
});
