import type { Owner, UserId } from './ids.ts';

/** Id of a webhook or a campaign: neither a blank nor a line end, because keys and sets hold owners as text. */
const OWNER = /^(?:desk|mail|(?:webhook|campaign):[\w.-]{1,64})$/;

/** Whether the owner is a person. Only a person can have a client's record and a private chat. */
export const isPerson = (owner: Owner): owner is UserId => typeof owner === 'number';

/** @throws Error for an owner that is no person */
export function personOf(owner: Owner): UserId {
  if (!isPerson(owner)) throw new Error(`${owner} is no person`);
  return owner;
}

/**
 * The owner as text: a part of a key, a member of a set, a word of a command line.
 * @throws Error when the id of the owner has a forbidden character
 */
export function ownerText(owner: Owner): string {
  if (isPerson(owner)) return String(owner);
  if (!OWNER.test(owner)) throw new Error(badOwner(owner));
  return owner;
}

/**
 * The owner behind a text of `ownerText`.
 * @throws Error that names the text
 */
export function ownerOf(text: string): Owner {
  if (OWNER.test(text)) return text as Owner;
  const person = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(person)) throw new Error(badOwner(text));
  return person as UserId;
}

const badOwner = (text: string): string =>
  `"${text}" is no owner; an owner is a person's id, desk, mail, webhook:<id> or campaign:<id>`;
