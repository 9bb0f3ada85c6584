import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';

/** How long a person would wait for the desk and the page, in ms. */
const PATIENCE_MS = 30_000;

export const PHONE = { width: 390, height: 780 };

/** The console in a person's browser. Elements are found by their accessible names. */
export type ConsolePage = {
  page: Page;
  client(name: string): PersonAtPhone;
  post(client: string): Locator;
  thread(client: string): Locator;
  comment(agent: string, text: string): Promise<void>;
  button(name: string | RegExp): Locator;
  /** Opens the pane of the channel. A phone shows one pane at a time. */
  toChannel(): Promise<void>;
  /** Errors and warnings of the browser, and requests to other hosts. */
  problems: string[];
  [Symbol.asyncDispose](): Promise<void>;
};

type PersonAtPhone = {
  choose(): Promise<void>;
  writes(text: string): Promise<void>;
  field: Locator;
  chat: Locator;
  message(text: string): Locator;
};

export async function openConsole(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<ConsolePage> {
  const context: BrowserContext = await browser.newContext({
    viewport: { width: 1440, height: 860 },
    locale: 'pt-BR',
    timezoneId: 'America/Sao_Paulo',
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    const isOwn = origin === new URL(url).origin || protocol === 'blob:' || protocol === 'data:';
    if (!isOwn) problems.push(`The page asked another host: ${request.url()}`);
  });
  await page.goto(url);
  await page.locator('body[data-ready="true"]').waitFor();

  async function say(field: Locator, text: string): Promise<void> {
    await field.fill(text);
    await field.press('Enter');
  }

  return {
    page,
    problems,
    button: (name) => page.getByRole('button', { name }),
    toChannel: () =>
      page
        .getByRole('navigation', { name: 'Painéis' })
        .getByRole('button', { name: /^Canal/ })
        .click(),
    client(name) {
      const chat = page.getByRole('region', { name: `Conversa de ${name} com o bot` });
      const field = page.getByRole('textbox', { name: `Mensagem de ${name}` });
      return {
        chat,
        field,
        choose: () => page.locator('#client').getByRole('button', { name }).click(),
        writes: (text) => say(field, text),
        message: (text) => chat.getByRole('listitem').filter({ hasText: text }),
      };
    },
    post: (name) => page.getByRole('article').filter({ hasText: name }),
    thread: (name) => page.getByRole('region', { name: `Comentários de ${name}` }),
    comment: (agent, text) => say(page.getByRole('textbox', { name: `Comentário de ${agent}` }), text),
    [Symbol.asyncDispose]: () => context.close(),
  };
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Accessibility faults in light and dark, at a desk and on a phone; on a phone after `toPane()`. */
export async function barriersEverywhere(
  { page }: Pick<ConsolePage, 'page'>,
  toPane: () => Promise<void>,
): Promise<string[]> {
  const found: string[] = [];
  for (const viewport of [{ width: 1440, height: 860 }, PHONE]) {
    await page.setViewportSize(viewport);
    if (viewport === PHONE) await toPane();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const faults = await barriers(page);
      found.push(...faults.map((fault) => `${colorScheme}, ${viewport.width} px: ${fault}`));
    }
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    if (width > viewport.width) found.push(`The page is ${width} px wide at ${viewport.width} px.`);
  }
  return found;
}

/** Serious accessibility faults of the page as it is now: `rule: the elements`. */
export async function barriers(page: Page): Promise<string[]> {
  // The page's policy refuses a script tag of another origin or inline.
  await page.evaluate(AXE);
  return page.evaluate<string[]>(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html + ' ' + failureSummary).join(' | ')))`);
}
