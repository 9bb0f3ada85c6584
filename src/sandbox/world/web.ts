/** The part of the web that Telegram can reach from here: what somebody has published, and nothing else. */
export type Web = {
  publish(url: string, page: WebPage): void;
  find(url: string): WebPage | undefined;
};

type WebPage = { mime: string; bytes: Uint8Array };

export function createWeb(): Web {
  const pages = new Map<string, WebPage>();
  return {
    publish: (url, page) => void pages.set(url, page),
    find: (url) => pages.get(url),
  };
}
