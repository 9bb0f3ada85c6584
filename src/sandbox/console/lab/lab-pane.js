import { h } from '../page/element.js';
import { createBudgetGauges } from './budget-gauges.js';
import { createCallList } from './call-list.js';
import { createFaultsPanel } from './faults-panel.js';
import { createSegments } from './segments.js';
import { createWorldPanel } from './world-panel.js';

/** Behind the scenes: what the bot calls, what may go wrong, and the world it happens in. */
export function createLabPane(element) {
  const gauges = createBudgetGauges();
  const calls = createCallList();
  const faults = createFaultsPanel();
  const world = createWorldPanel();
  const callsPanel = h('div', { class: 'lab-panel' }, gauges.element, ...calls.elements);
  const segments = createSegments({
    labelKey: 'labTabs',
    panels: [
      { name: 'calls', textKey: 'labCalls', element: callsPanel },
      { name: 'faults', textKey: 'labFaults', element: faults.element },
      { name: 'world', textKey: 'labWorld', element: world.element },
    ],
  });
  element.append(
    h('h2', { class: 'hidden', id: 'calls-title', 'data-text': 'labTabs' }),
    h('header', { class: 'pane-head lab-head' }, segments.list),
    callsPanel,
    faults.element,
    world.element,
  );
  return {
    choose: (name) => segments.choose(name),
    show() {
      gauges.show();
      calls.show();
      faults.show();
      world.show();
    },
  };
}
