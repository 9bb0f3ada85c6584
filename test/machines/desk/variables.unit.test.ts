import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  contactValues,
  fillVariables,
  guarded,
  namesOf,
  placeholdersIn,
  valueOf,
  type VariableValues,
} from '../../../machines/desk/variables.ts';

const ana = contactValues(42, { firstName: 'Ana', lastName: null, username: 'ana' }, 1042);
const fill = (text: string, values: VariableValues = ana) =>
  fillVariables({ text, entities: [] }, (placeholder) => valueOf(values, placeholder)).text;

test.each([
  ['Olá {{ contact.name }}', 'Olá Ana'],
  ["{{contact.phone_number||'sem telefone'}}", 'sem telefone'],
  ['{{ contact.last_name || "cliente" }}', 'cliente'],
  ['{{ contact.last_name || ‘cliente’ }}', 'cliente'],
  ['{{ contact.last_name || “cliente” }}', 'cliente'],
  ['{{ contact.last_name }}.', '.'],
  ['#{{ conversation.id }} @{{ contact.username }}', '#1042 @ana'],
])('%s reads %s', (text, said) => {
  expect(fill(text)).toBe(said);
});

test('a blank value counts as missing', () => {
  expect(
    fill("{{ contact.name || 'cliente' }}", namesOf('contact', { firstName: ' ', lastName: null })),
  ).toBe('cliente');
});

test('formatting around a placeholder covers the value, and formatting behind moves along', () => {
  const text = 'Oi {{ contact.name }}, leia isto';
  const bold = { type: 'bold', offset: 3, length: 18 };
  const italic = { type: 'italic', offset: text.indexOf('isto'), length: 4 };
  const inside = { type: 'code', offset: 6, length: 4 };
  const filled = fillVariables({ text, entities: [bold, italic, inside] }, (one) => valueOf(ana, one));
  expect(filled).toEqual({
    text: 'Oi Ana, leia isto',
    entities: [
      { type: 'bold', offset: 3, length: 3 },
      { type: 'italic', offset: 13, length: 4 },
      { type: 'code', offset: 3, length: 3 },
    ],
  });
});

const hostile = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom('{', '}', ' ', 'contact.id', '{{ contact.id }}', "|| 'x'", '$&') }),
);

test('a value is data: any name arrives as it is, filled once or in two steps', () => {
  fc.assert(
    fc.property(hostile, hostile, (agent, client) => {
      fc.pre(agent.trim() !== '' && client.trim() !== '' && !agent.includes('\u2060'));
      const words = { text: '{{{ agent.name }}}: {{ contact.name }}', entities: [] };
      const early = fillVariables(words, ({ name }) => (name === 'agent.name' ? guarded(agent) : null));
      const late = fillVariables(early, (one) =>
        valueOf({ 'contact.name': client, 'contact.id': '42' }, one),
      );
      return late.text === `{${agent}}: ${client}`;
    }),
  );
});

test('entities stay inside the text, whatever stands there', () => {
  const part = fc.constantFrom(
    '{{ contact.name }}',
    "{{ x || 'y' }}",
    '{{',
    '{\u2060',
    'oi',
    ' ',
    '👋',
    '}}',
  );
  fc.assert(
    fc.property(fc.array(part), fc.nat(60), fc.nat(60), (parts, offset, length) => {
      const text = parts.join('');
      const entity = { type: 'bold', offset: Math.min(offset, text.length), length: 0 };
      entity.length = Math.min(length, text.length - entity.offset);
      const filled = fillVariables({ text, entities: [entity] }, (one) => valueOf(ana, one));
      return filled.entities.every((one) => one.offset >= 0 && one.offset + one.length <= filled.text.length);
    }),
  );
});

test('a name that every object has is no variable with a value', () => {
  expect(fill('{{ constructor || "não" }}')).toBe('não');
  expect(placeholdersIn('{{ toString }}')).toEqual([
    { name: 'toString', fallback: null, whole: '{{ toString }}' },
  ]);
});
