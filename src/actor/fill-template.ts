import type { ClientEvent } from '../../machines/client/event.ts';
import type { Content, MediaContent, TextContent } from '../../machines/content.ts';
import type { DeskSettings } from '../../machines/desk/desk-settings.ts';
import { contactValues, fillVariables, valueOf, type VariableValues } from '../../machines/desk/variables.ts';
import type { ClientRecord } from './record.ts';

/**
 * The event with the words that the client reads: variables of a canned answer have their values, or the fallbacks.
 * The log and each later edit have the same words. Pure.
 */
export function withFilledTemplate(
  event: ClientEvent,
  record: ClientRecord,
  desk: DeskSettings,
): ClientEvent {
  if (event.type !== 'agent.commented' && event.type !== 'agent.edited') return event;
  const { content } = event;
  if (!('template' in content) || (content.kind !== 'text' && content.kind !== 'media')) return event;
  const values: VariableValues = {
    ...deskValues(desk),
    ...contactValues(record.id, record.profile, record.state.context.ticket.number),
  };
  return { ...event, content: filled(content, values) };
}

/** Values that hold for every client: the name of the desk, and the administrators' own variables. */
export const deskValues = ({ settings, variables }: DeskSettings): VariableValues => ({
  ...Object.fromEntries([...variables.values()].map(({ id, value }) => [id, value.value])),
  'desk.name': settings.value.deskName,
});

function filled(
  { template: _template, ...content }: TextContent | MediaContent,
  values: VariableValues,
): Content {
  const words =
    content.kind === 'text'
      ? { text: content.text, entities: content.entities }
      : { text: content.caption ?? '', entities: content.captionEntities ?? [] };
  const said = fillVariables(words, (placeholder) => valueOf(values, placeholder));
  if (said.text === words.text) return content;
  return content.kind === 'text'
    ? { ...content, ...said, filled: true }
    : { ...content, caption: said.text, captionEntities: said.entities, filled: true };
}
