import type { SeenMessage } from '../../src/sandbox/control/state.ts';

/** A message as somebody wrote it, under a name that no other has; `version` grows with each edit. */
export type Said = { name: string; version: number; id: number; isPhoto: boolean };

export const wordsOf = ({ name, version }: Said): string => `${name}.${version}`;

/** `c12.0`: the twelfth thing that was said, as it was first; of a client or of an agent. */
const WORDS = /^(?:✏️ )?([ca]\d+)\.(\d+)$/u;

/** Everything that was said in these messages of the bot, in their order; messages that left together taken apart. */
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
  /** Nowhere, or not as it was last. */
  missing: string[];
  /** Of somebody else, or never to be passed on. */
  foreign: string[];
  /** First seen after something that was said later. */
  disordered: string[];
  /** How often something stands there once more than it was said. */
  repeated: number;
};

/** What was said, and ought to be there in this order, against what is there. */
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
