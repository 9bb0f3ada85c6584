import type { Chat, ExternalReplyInfo, Message, Story, TextQuote } from 'grammy/types';
import type { About, Entity } from '../../machines/content.ts';
import { authorOf, placeOf } from './forwarded.ts';
import { kindNames } from './kinds.ts';

/** Target of a reply in another chat, or a story. Nothing for a reply in the same chat. Pure. */
export function aboutOf({ external_reply: reply, reply_to_story: story, quote }: Message): { about?: About } {
  if (reply !== undefined) return { about: { ...ofReply(reply), ...quoted(quote) } };
  return story === undefined ? {} : { about: ofStory(story) };
}

/** The address of the chat replied to goes before the origin's, because the message replied to may be a forward. */
function ofReply(reply: ExternalReplyInfo): About {
  const author = authorOf(reply.origin);
  const url = addressOf(reply.chat, reply.message_id) ?? author.url;
  return {
    kind: kindNames.find((kind) => kind in reply) ?? 'text',
    from: { name: author.name, ...(url === undefined ? {} : { url }) },
  };
}

const addressOf = (chat: Chat | undefined, message: number | undefined): string | undefined =>
  chat === undefined || message === undefined ? undefined : placeOf(chat, undefined, String(message)).url;

/** core.telegram.org/api/links, story links: `t.me/<username>/s/<story id>`. */
const ofStory = ({ chat, id }: Story): About => ({
  kind: 'story',
  from: placeOf(chat, undefined, `s/${id}`),
});

/** A quote that Telegram added by itself counts too, because the reader cannot see the message replied to. */
const quoted = (quote: TextQuote | undefined): Pick<About, 'quote'> =>
  quote === undefined || quote.text === ''
    ? {}
    : {
        quote: {
          text: quote.text,
          ...(quote.entities === undefined ? {} : { entities: quote.entities as unknown as Entity[] }),
        },
      };
