import { expect, test } from 'vitest';
import type { Owner, UserId } from '../../machines/ids.ts';
import { isPerson, ownerOf, ownerText, personOf } from '../../machines/owner.ts';

const owners: Owner[] = [700 as UserId, 'desk', 'mail', 'webhook:x.1', 'campaign:natal-2026'];

test.each(owners)('the text of %s leads back to the owner', (owner) => {
  expect(ownerOf(ownerText(owner))).toBe(owner);
});

test.each([
  '',
  '7 0',
  '-1',
  '1e3',
  'Mail',
  'webhook',
  'webhook:',
  'webhook:a b',
  'campaign:a\n',
  '9'.repeat(20),
])('the text %j names no owner, and the error says so', (text) =>
  expect(() => ownerOf(text)).toThrow(`"${text}" is no owner`),
);

test('an id with a blank never becomes a part of a key', () => {
  expect(() => ownerText('webhook:a b')).toThrow('"webhook:a b" is no owner');
});

test('only a person has a private chat', () => {
  expect(owners.filter(isPerson)).toEqual([700]);
  expect(personOf(700 as UserId)).toBe(700);
  expect(() => personOf('webhook:x.1')).toThrow('webhook:x.1 is no person');
});
