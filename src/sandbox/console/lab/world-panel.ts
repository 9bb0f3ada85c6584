import { ask } from '../client/ask.ts';
import { h } from '../page/element.ts';
import { type TextKey, t } from '../page/language.ts';
import { notice } from '../page/notice.ts';
import { control } from '../server.ts';
import { loaded, refresh } from '../store.ts';
import { createAssumptions } from './assumptions.ts';
import { createClock } from './clock.ts';
import { createInvites } from './invites.ts';
import { section } from './section.ts';
import { createSwitch } from './switch.ts';
import { createTeam } from './team.ts';

/** Time, limits, the team, and the state as a whole. */
export function createWorldPanel(): { element: HTMLElement; show(): void } {
  const clock = createClock();
  const limit = createSwitch(
    'limitsOn',
    async (isOn) => (await control('limit', { mode: isOn ? 'telegram' : 'off' })).ok,
  );
  const team = createTeam();
  const invites = createInvites();
  const assumptions = createAssumptions();
  const element = h(
    'div',
    { class: 'lab-panel lab-scroll' },
    section('clock', ...clock.elements),
    section('limits', limit.element, h('p', { class: 'lab-hint', 'data-text': 'limitsHint' })),
    section('team', ...team.elements),
    section('invites', ...invites.elements),
    section('assumptions', ...assumptions.elements),
    section('state', h('p', { class: 'lab-hint', 'data-text': 'stateHint' }), stateRow()),
  );
  return {
    element,
    show() {
      clock.show();
      limit.show(loaded().control.limits === 'telegram');
      team.show();
      invites.show();
      assumptions.show();
    },
  };
}

function stateRow(): HTMLElement {
  const picker: HTMLInputElement = h('input', {
    type: 'file',
    accept: '.json,application/json',
    hidden: true,
    tabindex: -1,
    onchange: () => void importState(picker),
  });
  const chip = (key: TextKey, onclick: () => void): HTMLElement =>
    h('button', { type: 'button', class: 'chip', 'data-text': key, onclick });
  const download = h('a', {
    class: 'chip',
    href: '/console/export',
    download: 'balcao-sandbox.json',
    'data-text': 'stateExport',
  });
  return h(
    'div',
    { class: 'lab-row' },
    download,
    chip('stateImport', () => picker.click()),
    chip('stateReset', () => void resetState()),
    picker,
  );
}

async function resetState(): Promise<void> {
  const values = await ask({
    title: t('stateReset').replace('…', ''),
    hint: t('stateResetHint'),
    submit: t('stateReset').replace('…', ''),
  });
  if (values !== null) await control('reset');
}

async function importState(picker: HTMLInputElement): Promise<void> {
  const file = picker.files?.[0];
  if (file === undefined) return;
  const text = await file.text();
  picker.value = '';
  const done = await control('import', { state: parsed(text) });
  if (!done.ok) return;
  await refresh();
  notice(t('stateImported'));
}

/** Null if the text is no JSON: the server's refusal says what an import expects. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
