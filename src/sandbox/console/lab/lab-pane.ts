import { h } from '../page/element.ts';
import type { Pane } from '../page/pane.ts';
import { createBudgetGauges } from './budget-gauges.ts';
import { createCallList } from './call-list.ts';
import { createFaultsPanel } from './faults-panel.ts';
import { createSegments } from './segments.ts';
import { createWorldPanel } from './world-panel.ts';

export type LabPanel = 'calls' | 'faults' | 'world';

type LabPane = Pane & { choose(panel: LabPanel): void };

/** Behind the scenes: the bot's calls, faults on demand, and the world. */
export function createLabPane(element: HTMLElement): LabPane {
  const gauges = createBudgetGauges();
  const calls = createCallList();
  const faults = createFaultsPanel();
  const world = createWorldPanel();
  const callsPanel = h('div', { class: 'lab-panel' }, gauges.element, ...calls.elements);
  const segments = createSegments<LabPanel>('labTabs', [
    { name: 'calls', textKey: 'labCalls', element: callsPanel },
    { name: 'faults', textKey: 'labFaults', element: faults.element },
    { name: 'world', textKey: 'labWorld', element: world.element },
  ]);
  element.append(
    h('h2', { class: 'hidden', id: 'calls-title', 'data-text': 'labTabs' }),
    h('header', { class: 'pane-head lab-head' }, segments.list),
    callsPanel,
    faults.element,
    world.element,
  );
  return {
    choose: segments.choose,
    show() {
      gauges.show();
      calls.show();
      faults.show();
      world.show();
    },
  };
}
