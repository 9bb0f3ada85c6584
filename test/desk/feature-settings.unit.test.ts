import { expect, test } from 'vitest';
import { documentRules } from '../../machines/desk/document-rules.ts';
import { builtInTexts } from '../../machines/desk/texts.ts';
import { featureSettings } from '../../src/desk/features.ts';

const first = { timeZone: 'UTC', locale: 'pt-BR', texts: builtInTexts } as const;
const rulesWith = (environment: object) =>
  documentRules({ ...first, ...environment }, () => [], featureSettings);
const read = (value: unknown, environment = {}) => rulesWith(environment).settings.parse(value, 'settings');

test('a field of a feature stands in the settings, with the first value of the feature', () => {
  expect(read({})).toMatchObject({ ok: true, value: { timeZone: 'UTC', mirror: 'live' } });
  expect(read({ mirror: 'off' })).toMatchObject({ ok: true, value: { mirror: 'off' } });
  expect(read({ mirror: 'yes' })).toMatchObject({ ok: false, problems: [{ path: 'mirror' }] });
});

test('the environment gives a first value by the name of the field', () => {
  expect(read({}, { mirror: 'digest' })).toMatchObject({ value: { mirror: 'digest' } });
  expect(read({ mirror: 'off' }, { mirror: 'digest' })).toMatchObject({ value: { mirror: 'off' } });
  const quiet = { floodPerMinute: 0, notifyAdmins: false, logDays: 7, reportDays: 30 };
  expect(read({}, quiet)).toMatchObject({ value: quiet });
  expect(read({ floodPerMinute: 5, notifyAdmins: true }, quiet)).toMatchObject({
    value: { ...quiet, floodPerMinute: 5, notifyAdmins: true },
  });
});

test('no feature takes the name of a setting of the desk', () => {
  const rules = documentRules(first, () => []);
  const own = rules.settings.parse({}, 'settings');
  const names = own.ok ? Object.keys(own.value) : [];
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) expect(featureSettings).not.toHaveProperty(name);
});
