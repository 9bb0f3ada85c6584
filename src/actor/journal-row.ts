import type { ClientEvent } from '../../machines/client/event.ts';
import type { EpochMs } from '../../machines/ids.ts';
import type { Command, Outcome } from './command.ts';
import type { Effect } from './effects.ts';
import type { JournalRow } from './ports.ts';
import type { Happened } from './reactions.ts';
import type { ClientRecord } from './record.ts';

/** The changes of a command, for the journal. */
type Changes = {
  at: EpochMs;
  before: ClientRecord | null;
  after: ClientRecord | null;
  happened: readonly Happened[];
  effects: readonly Effect[];
};

export function journalRow(command: Command, { at, before, after, happened, effects }: Changes): JournalRow {
  const from = before?.state.value.ticket;
  const to = after?.state.value.ticket;
  const caused = happened
    .filter(({ event }) => event !== command.event)
    .map(({ event, actor }) => ({ ...withoutContent(event), by: actor }));
  return {
    at,
    command: command.id,
    ...(command.event === undefined ? {} : { event: withoutContent(command.event) }),
    ...(caused.length === 0 ? {} : { caused }),
    ...(from === undefined || to === undefined || from === to ? {} : { from, to }),
    ...(effects.length === 0 ? {} : { effects: effects.map((effect) => effect.kind) }),
    ...(command.outcome === undefined ? {} : { outcome: withoutWords(command.outcome) }),
  };
}

function withoutContent(event: ClientEvent): Record<string, unknown> {
  if (!('content' in event)) return event;
  const { content, ...rest } = event;
  return { ...rest, content: content.kind, ...('quote' in rest ? { quote: true } : {}) };
}

function withoutWords({
  shown: _shown,
  blocks: _blocks,
  links,
  ...rest
}: Outcome): Omit<Outcome, 'shown' | 'blocks'> {
  if (links === undefined) return rest;
  return { ...rest, links: links.map(({ version: _version, ...link }) => link) };
}
