import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { REFUSALS } from '../../../src/sandbox/world/refused-act.ts';

const folder = new URL('../../../src/sandbox/console/texts/', import.meta.url);

type Texts = Record<'pt' | 'en', Record<string, string>>;

async function textsOf(file: string): Promise<Texts> {
  const [texts] = Object.values((await import(new URL(file, folder).href)) as Record<string, Texts>);
  if (texts === undefined) throw new Error(`${file} holds no texts.`);
  return texts;
}

const placesIn = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

test.each(readdirSync(folder))(
  '%s says everything in both languages, with the same things put in',
  async (file) => {
    const { pt, en } = await textsOf(file);
    const places = (texts: Record<string, string>) =>
      Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, placesIn(text)]));
    expect(places(en)).toEqual(places(pt));
  },
);

test('everything that people may be refused has words in the page, and nothing else has', async () => {
  const { pt } = await textsOf('errors.ts');
  const worded = Object.keys(pt).filter((key) => key.startsWith('refused_'));
  expect(worded.sort()).toEqual(
    Object.keys(REFUSALS)
      .map((name) => `refused_${name}`)
      .sort(),
  );
});
