import type { SeenMessage } from '../../src/sandbox/control/state.ts';

/** A written message under a unique name; `version` grows with each edit. */
export type Said = { name: string; version: number; id: number; isPhoto: boolean };

export const wordsOf = ({ name, version }: Said): string => `${name}.${version}`;

/** `c12.0`: the first version of the twelfth message, of a client or an agent. Blocks of several authors have headings. */
const WORDS = /^(?:👤 [^:]+: )?(?:✏️ )?([ca]\d+)\.(\d+)$/u;

/** All texts in the messages of the bot, in order. Merged messages are split. */
export function saidIn(messages: SeenMessage[], botId: number): { name: string; version: number }[] {
  return messages
    .filter(({ from }) => from?.id === botId)
    .flatMap(({ text, caption }) => (text ?? caption ?? '').split('\n'))
    .flatMap((line) => {
      const [, name, version] = WORDS.exec(line) ?? [];
      return name === undefined ? [] : [{ name, version: Number(version) }];
    });
}

type Judgement = {
  /** Missing, or not in the last version. */
  missing: string[];
  /** A text of another client, or a text to withhold. */
  foreign: string[];
  /** Out of order. */
  disordered: string[];
  /** Number of surplus copies. */
  repeated: number;
};

/** Compares the expected texts, in order, with the found texts. */
export function judge(expected: Said[], found: { name: string; version: number }[]): Judgement {
  const place = new Map(expected.map(({ name }, index) => [name, index]));
  const firsts: string[] = [];
  for (const { name } of found) if (!firsts.includes(name)) firsts.push(name);
  const places = firsts.map((name) => place.get(name));
  return {
    missing: expected
      .filter(({ name, version }) => !found.some((one) => one.name === name && one.version === version))
      .map(wordsOf),
    foreign: firsts.filter((name) => !place.has(name)),
    disordered: firsts.filter((name, index) => {
      const own = place.get(name);
      return (
        own !== undefined && places.slice(0, index).some((earlier) => earlier !== undefined && earlier > own)
      );
    }),
    repeated: found.length - firsts.length,
  };
}
