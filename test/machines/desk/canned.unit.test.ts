import { expect, test } from 'vitest';
import { changeDocument } from '../../../machines/desk/change-document.ts';
import { readDesk, type StoredDocument } from '../../../machines/desk/desk-settings.ts';
import type { EpochMs } from '../../../machines/ids.ts';
import { rules } from './documents.ts';

const by = { author: { kind: 'operator' }, at: 1 as EpochMs } as const;
const variable: StoredDocument = {
  kind: 'variables',
  id: 'horario',
  version: 1,
  archived: false,
  value: { value: '9h' },
  ...by,
};

const write = (id: string, value: unknown, documents: StoredDocument[] = []) =>
  changeDocument(
    readDesk({ version: 1, documents }, rules, null),
    rules,
    { type: 'document.written', kind: 'canned', id, value },
    by,
  );

const reason = (change: ReturnType<typeof write>) =>
  change.outcome === 'refused' ? change.problems[0]?.name : change.outcome;

test('an answer has the fields of the API, with the code as id', () => {
  const change = write('pix', { text: 'chave 123' });
  expect(change).toMatchObject({
    outcome: 'changed',
    document: {
      value: {
        code: 'pix',
        text: 'chave 123',
        entities: [],
        file: null,
        labels: [],
        state: 'approved',
        suggestedBy: null,
      },
    },
  });
});

test.each([
  ['an empty answer', 'pix', { text: ' ' }, 'canned-empty'],
  ['another code', 'pix', { code: 'pax', text: 'x' }, 'field-invalid'],
  ['a code with capitals', 'Pix', { text: 'x' }, 'id-invalid'],
  ['an unknown variable', 'pix', { text: '{{ contact.shoe }}' }, 'variable-unknown'],
  ['unpaired braces', 'pix', { text: '{{ contact.name }' }, 'variable-malformed'],
  ['a file of no kind', 'pix', { file: { id: 'f', uniqueId: 'u', kind: 'poll' } }, 'field-invalid'],
  ['entities of no kind', 'pix', { text: 'x', entities: [{ offset: 0 }] }, 'field-invalid'],
])('%s is refused', (_, id, value, problem) => {
  expect(reason(write(id, value))).toBe(problem);
});

test("the administrators' own variables are known, until they are archived", () => {
  const value = { text: 'Abrimos {{ horario }}' };
  expect(reason(write('horas', value))).toBe('variable-unknown');
  expect(reason(write('horas', value, [variable]))).toBe('changed');
  expect(reason(write('horas', value, [{ ...variable, archived: true }]))).toBe('variable-unknown');
  const saved: StoredDocument = { kind: 'canned', id: 'horas', version: 1, archived: false, value, ...by };
  const again = { text: 'Abrimos às {{ horario }}' };
  expect(reason(write('horas', again, [{ ...variable, archived: true }, saved]))).toBe('changed');
});
