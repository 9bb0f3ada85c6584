import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { step } from '../../../machines/client/step.ts';
import { deskFeatures } from '../../support/deliveries.ts';
import { arrowsOf, regions, statesOf } from './chart-states.ts';
import { aClient, givenTo } from './given.ts';
import { clientWrote } from './happenings.ts';

const PAGE = join(import.meta.dirname, '..', '..', '..', 'machines', 'README.md');
const page = readFileSync(PAGE, 'utf8');
const diagram = /```mermaid\nstateDiagram-v2\n(.*?)```/s.exec(page)?.[1] ?? '';

type Drawn = { states: Set<string>; arrows: Set<string> };

/** The drawing of each region: the composites directly in `state client { … }`. */
function drawnRegions(source: string): Map<string, Drawn> {
  const drawn = new Map<string, Drawn>();
  const inside: string[] = [];
  for (const line of source.split('\n').map((raw) => raw.trim())) {
    const region = drawn.get(inside[1] ?? '');
    const composite = /^state (\w+) \{$/.exec(line)?.[1];
    const arrow = /^(\w+) --> (\w+)(?: : .*)?$/.exec(line);
    const initial = /^\[\*\] --> (\w+)$/.exec(line)?.[1];
    if (line === '}') inside.pop();
    else if (composite !== undefined) {
      inside.push(composite);
      if (inside.length === 2) drawn.set(composite, { states: new Set(), arrows: new Set() });
      else region?.states.add(composite);
    } else if (arrow !== null) {
      for (const name of arrow.slice(1)) region?.states.add(name);
      region?.arrows.add(`${arrow[1]} → ${arrow[2]}`);
    } else if (initial !== undefined) region?.states.add(initial);
    else if (line !== '' && line !== '--') throw new Error(`Not understood in the diagram: ${line}`);
  }
  return drawn;
}

const drawn = drawnRegions(diagram);

test('the page draws every region of the chart, and no other', () => {
  expect([...drawn.keys()].sort()).toEqual([...regions].sort());
});

describe.each(regions)('the region %s', (region) => {
  test('is drawn with exactly the states of the chart', () => {
    expect([...(drawn.get(region)?.states ?? [])].sort()).toEqual(statesOf(region).sort());
  });

  test('is drawn with exactly the ways of the chart', () => {
    expect([...(drawn.get(region)?.arrows ?? [])].sort()).toEqual(arrowsOf(region));
  });
});

test('the example of an effect has a row, and the chart orders exactly this', () => {
  const example = /an order in JSON: `(\{.*?\})`/.exec(page)?.[1] ?? '';
  const effect = JSON.parse(example.replaceAll("'", '"').replace(/(\w+):/g, '"$1":')) as { kind: string };
  expect(Object.keys(deskFeatures().deliveries)).toContain(effect.kind);
  const closed = aClient({ ticket: 'closed' });
  expect(step(closed, clientWrote(), givenTo(closed)).effects).toContainEqual(effect);
});
