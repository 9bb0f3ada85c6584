import type { DocumentChange, DocumentEvent } from '../../../machines/desk/change-document.ts';
import { type CannedAnswer, knownVariables, unknownVariables } from '../../../machines/desk/canned.ts';
import type { DeskSettings } from '../../../machines/desk/desk-settings.ts';
import { may, type Person } from '../../../machines/desk/may.ts';
import { looseBraces } from '../../../machines/desk/variables.ts';
import type { Say, Saying } from '../../../machines/client/say.ts';
import { albumOf, type Content, kindOf } from '../../../machines/content.ts';
import type { ThreadMessageId, UserId } from '../../../machines/ids.ts';
import type { Write } from '../../actor/changes.ts';
import { saying } from '../../i18n/saying.ts';
import { type Delivery, over, type Prepared } from '../../outbox/delivery.ts';
import { codeIn } from './answers.ts';
import type { CannedParts as Ports } from './ports.ts';
import type { CannedStep } from './step.ts';
import { savedIn } from './to-content.ts';

/**
 * The lane of the desk has one entry under way, and the leader alone delivers: so steps of two people never mix. A step
 * that is repeated after a crash finds the document unchanged. The permission is asked at the moment of the step.
 */
export const carryOutStep = (ports: Ports): Delivery<CannedStep> => ({
  lane: () => 'desk',
  needs: 'nothing',
  rank: 'notice',
  order: 'apart',
  onRepeat: 'harmless',
  async prepare(step) {
    if (step.act === 'used') return counted(step.code, ports);
    const person = await ports.personOf(step.by);
    if (person === null) return over();
    switch (step.act) {
      case 'await':
        return answer(step.by, saying('canned-send-now', { code: step.code }), {
          writes: [ports.store.awaitWrite(step.by, step.code)],
        });
      case 'words':
        return awaitedWords(step, person, ports);
      case 'save':
        return over({ effects: [tell(step, (await save(step, person, ports)).said)] });
      case 'remove':
        return remove(step, person, ports);
      case 'variable':
        return setVariable(step, person, ports);
    }
  },
});

const tell = (
  { by, askedIn = null }: { by: UserId; askedIn?: ThreadMessageId | null },
  text: Saying,
): Say => ({
  kind: 'say',
  to: by,
  askedIn,
  text,
});

const answer = (by: UserId, text: Saying, { writes = [] }: { writes?: readonly Write[] } = {}): Prepared =>
  over({ effects: [tell({ by }, text)], ...(writes.length === 0 ? {} : { writes }) });

/** An unknown code comes from a modified app, and counts nothing. */
const counted = (code: string, { now, store }: Ports): Prepared =>
  over(now().canned.has(code) ? { writes: [store.countWrite(code)] } : {});

type Wanted = { by: UserId; code: string | null; content: Content };

async function awaitedWords(
  { by, content }: Extract<CannedStep, { act: 'words' }>,
  person: Person,
  ports: Ports,
): Promise<Prepared> {
  const code = await ports.store.awaited(by);
  const album = albumOf(content);
  if (code === null) {
    const once = album === null ? {} : { once: album };
    return over({ effects: [{ ...tell({ by }, saying('agent-private-anything')), ...once }] });
  }
  const { said, isSaved } = await save({ by, code, content }, person, ports);
  return answer(by, said, isSaved ? { writes: [ports.store.awaitedWrite(by)] } : {});
}

type Saved = { said: Saying; isSaved: boolean };

const refused = (said: Saying): Saved => ({ said, isSaved: false });

async function save(wanted: Wanted, person: Person, ports: Ports): Promise<Saved> {
  const { by, content } = wanted;
  if (albumOf(content) !== null) return refused(saying('refused-canned-album'));
  const parts = savedIn(content);
  if (parts === null) return refused(saying('refused-canned-kind'));
  const desk = ports.now();
  const wrong = wrongVariables(parts.text, desk);
  if (wrong !== null) return refused(wrong);
  const code =
    wanted.code ?? freeCode(codeIn(parts.text.split(/\s+/).slice(0, 4).join(' ')) ?? kindOf(content), desk);
  const known = desk.canned.get(code);
  const isNew = known === undefined || known.archived;
  if (!mayChange(person, isNew ? null : known.value))
    return refused(saying('refused-canned-owner', { code }));
  if (known?.archived === true)
    await change(ports, by, { type: 'document.restored', kind: 'canned', id: code });
  const suggestedBy = isNew ? by : known.value.suggestedBy;
  const labels = known?.value.labels ?? [];
  const value: CannedAnswer = { code, ...parts, labels, state: 'approved', suggestedBy };
  const result = await change(ports, by, { type: 'document.written', kind: 'canned', id: code, value });
  if (result.outcome === 'refused' || result.outcome === 'conflict')
    return refused(saying('refused-canned', { code }));
  const bot = ports.botUsername;
  return { isSaved: true, said: saying(isNew ? 'canned-saved' : 'canned-changed', { code, bot: `@${bot}` }) };
}

/** Null: every variable is known, and all braces are paired. */
function wrongVariables(text: string, { variables }: DeskSettings): Saying | null {
  const own = [...variables.values()].flatMap(({ id, archived }) => (archived ? [] : [id]));
  const known = knownVariables(own);
  const unknown = unknownVariables(text, known);
  if (unknown.length > 0) {
    return saying('refused-canned-variable', { names: unknown.join(', '), known: known.join(', ') });
  }
  const [near] = looseBraces(text);
  return near === undefined ? null : saying('refused-canned-braces', { near });
}

/** A code without a choice of the person: the code of another answer stays with that answer. */
function freeCode(wish: string, { canned }: DeskSettings): string {
  for (let n = 1; ; n += 1) {
    const code = n === 1 ? wish : `${wish.slice(0, 36)}-${n}`;
    if (!canned.has(code)) return code;
  }
}

/** An answer belongs to the first author; people with `canned.manage` change every answer. */
function mayChange(person: Person, known: CannedAnswer | null): boolean {
  if (may(person, 'canned.manage')) return true;
  return may(person, 'canned.suggest') && (known === null || known.suggestedBy === person.id);
}

const change = ({ change: write, clock }: Ports, by: UserId, event: DocumentEvent): Promise<DocumentChange> =>
  write(event, { author: { kind: 'agent', id: by }, at: clock.now() });

/** Removes the version that the person saw: a changed answer stays. */
async function remove(
  { by, code, version }: Extract<CannedStep, { act: 'remove' }>,
  person: Person,
  ports: Ports,
): Promise<Prepared> {
  const known = ports.now().canned.get(code);
  if (known === undefined) return over();
  if (known.archived) return answer(by, saying('canned-removed', { code }));
  if (!mayChange(person, known.value)) return answer(by, saying('refused-canned-owner', { code }));
  const event = { type: 'document.archived', kind: 'canned', id: code, expects: version } as const;
  const { outcome } = await change(ports, by, event);
  return answer(by, saying(outcome === 'changed' ? 'canned-removed' : 'refused-canned-newer', { code }));
}

async function setVariable(
  { by, name, value }: Extract<CannedStep, { act: 'variable' }>,
  person: Person,
  ports: Ports,
): Promise<Prepared> {
  if (!may(person, 'settings.manage')) return over();
  const known = ports.now().variables.get(name);
  if (known?.archived === true) {
    await change(ports, by, { type: 'document.restored', kind: 'variables', id: name });
  }
  const event: DocumentEvent = { type: 'document.written', kind: 'variables', id: name, value: { value } };
  const { outcome } = await change(ports, by, event);
  const isSet = outcome === 'changed' || outcome === 'unchanged';
  return answer(by, saying(isSet ? 'variable-saved' : 'refused-variable', { name }));
}
