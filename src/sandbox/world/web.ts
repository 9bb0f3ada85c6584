/** The part of the web within reach of Telegram: the published files. */
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
