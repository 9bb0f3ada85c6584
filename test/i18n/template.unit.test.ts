import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { contactValues } from '../../machines/desk/variables.ts';
import { fillTemplate, longestFill, templateProblems } from '../../src/i18n/template.ts';

const ana = { firstName: 'Ana', lastName: 'Souza' };

test.each([
  ['Olá, {{ contact.first_name }}!', 'Olá, Ana!'],
  ['Olá, {{contact.first_name}}!', 'Olá, Ana!'],
  ['{{ contact.name }} ({{ contact.last_name }}, {{ contact.id }})', 'Ana Souza (Souza, 42)'],
  ["Olá, {{ contact.first_name || 'cliente' }}!", 'Olá, Ana!'],
  ['Olá, {0}!<br>Tudo bem?<br/>Sim<BR />', 'Olá, Ana!\nTudo bem?\nSim\n'],
  ['linha\noutra { } {1} < br >', 'linha\noutra { } {1} < br >'],
])('%s reads %s', (template, text) => {
  expect(fillTemplate(template, contactValues(42, ana))).toBe(text);
});

test('a client without a surname gets the fallback, or nothing', () => {
  const jose = contactValues(42, { ...ana, lastName: null });
  expect(fillTemplate("{{ contact.last_name || 'sem sobrenome' }}", jose)).toBe('sem sobrenome');
  expect(fillTemplate('{{ contact.last_name || "(sem)" }}', jose)).toBe('(sem)');
  expect(fillTemplate('[{{ contact.last_name }}]', jose)).toBe('[]');
});

test('a client may be called anything: the name is never expanded', () => {
  const anything = fc.oneof(
    fc.string(),
    fc.constantFrom('{{ contact.id }}', '{0}', '<br>', '$&', "$'", 'None'),
  );
  fc.assert(
    fc.property(anything, (firstName) => {
      const filled = fillTemplate(
        'a {{ contact.first_name }} b {0} c',
        contactValues(42, { ...ana, firstName }),
      );
      return filled === `a ${firstName.trim() === '' ? '' : firstName} b ${firstName} c`;
    }),
  );
});

test('a variable we do not have is named', () => {
  expect(templateProblems('{{ contact.shoe_size }} {{ constructor }} {{ contact.name }}')).toEqual([
    { kind: 'unknown-variable', variable: 'contact.shoe_size' },
    { kind: 'unknown-variable', variable: 'constructor' },
  ]);
  expect(fillTemplate('{{ constructor }}', contactValues(42, ana))).toBe('{{ constructor }}');
});

test.each(['Olá, {{ contact.name', 'Olá, contact.name }}', '{{ contact.name }', '{{ }}', '{{ a || b }}'])(
  '%s is unbalanced',
  (template) => {
    expect(templateProblems(template).map((problem) => problem.kind)).toContain('unbalanced');
  },
);

test('a good template has no problems', () => {
  expect(templateProblems("Oi, {0} {{ contact.name || 'você' }}<br>{ok}")).toEqual([]);
});

test('the length counts the longest name Telegram allows, and a line break as one', () => {
  expect(longestFill('a<br>b')).toBe(3);
  expect(longestFill('👋 {{ contact.first_name }}')).toBe(66);
});
