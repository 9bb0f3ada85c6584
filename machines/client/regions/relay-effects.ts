import type { MessageNumber } from '../../ids.ts';
import { effectOn, type Given } from '../setup.ts';

/** The changed message is `client.number`. Absent: the desk has no number for the message. */
export type Numbered = { number?: MessageNumber };

const numbered = ({ subject }: Pick<Given, 'subject'>): Numbered =>
  subject === null ? {} : { number: subject };

export const relayToThread = effectOn('client.wrote', (event, { ticket }) => ({
  kind: 'relayToThread',
  n: ticket.messages,
  from: event.message,
  content: event.content,
  ...(event.replyTo === undefined ? {} : { replyTo: event.replyTo }),
  ...(event.quote === undefined ? {} : { quote: event.quote }),
}));

export const relayToClient = effectOn('agent.commented', (event, { ticket }) => ({
  kind: 'relayToClient',
  n: ticket.messages,
  from: event.message,
  content: event.content,
  ...(event.replyTo === undefined ? {} : { replyTo: event.replyTo }),
  ...(event.quote === undefined ? {} : { quote: event.quote }),
}));

export const editInThread = effectOn('client.edited', (event) => ({
  kind: 'editInThread',
  from: event.message,
  content: event.content,
  ...(event.isCommand === undefined ? {} : { isCommand: event.isCommand }),
  ...numbered(event),
}));

/** First contact by an edit: the message itself never came. */
export const relayEdited = effectOn('client.edited', (event, { ticket }) => ({
  kind: 'relayToThread',
  n: ticket.messages,
  from: event.message,
  content: event.content,
}));

export const editAtClient = effectOn('agent.edited', (event) => ({
  kind: 'editAtClient',
  from: event.message,
  content: event.content,
  ...numbered(event),
}));

export const reactInThread = effectOn('client.reacted', (event) => ({
  kind: 'reactInThread',
  to: event.message,
  emoji: event.emoji,
  ...numbered(event),
}));

export const reactAtClient = effectOn('agent.reacted', (event) => ({
  kind: 'reactAtClient',
  to: event.message,
  emoji: event.emoji,
  by: event.by.id,
  ...numbered(event),
}));
