import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readSources, scan, type Source } from '../../scripts/static/source-scan.ts';

/** Returns faults as `file:line fault`. An empty list means: the rule holds. */
type Rules<Name extends string> = Record<Name, (sources: readonly Source[]) => string[]>;

/** Planted code for a rule, by path, and the expected fault. */
export type Planted<Name extends string> = [
  title: string,
  rule: Name,
  planted: Record<string, string>,
  found: string,
];

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every source of the project. */
export const everySource = (): Source[] => readSources(root, ['machines', 'src', 'scripts', 'test']);

/** Tests that the project keeps each rule, and that each rule finds planted violations. */
export function keepsRules<Name extends string>(rules: Rules<Name>, law: readonly Planted<Name>[]): void {
  const names = Object.keys(rules).filter((name): name is Name => name in rules);
  const sources = everySource();

  describe('the house', () => {
    test.each(names)('keeps the rule %s', (name) => {
      expect(rules[name](sources)).toEqual([]);
    });
  });

  describe('a planted violation is found:', () => {
    test.each(law)('%s', (_, rule, planted, found) => {
      const complaints = rules[rule](Object.entries(planted).map(([path, text]) => scan(path, text)));
      expect(complaints.filter((complaint) => complaint.includes(found))).not.toEqual([]);
      const innocent = complaints.filter((complaint) => !complaint.includes(found));
      expect(innocent.every((complaint) => complaint.includes('know each other'))).toBe(true);
    });

    test('every rule has one', () => {
      expect(new Set(law.map(([, rule]) => rule))).toEqual(new Set(names));
    });
  });
}
