import { attachmentContents } from './attachment.ts';
import type { Content, ReplyOptions, Send } from './content.ts';
import { NO_REPLY } from './draft-context.ts';
import { type Draft, type Drafts, EMPTY } from './drafts.ts';
import { parseMarkup } from './markup.ts';
import { askForwarded } from './special-contents.ts';

type Door = { send: Send; edit(messageId: number, content: unknown): Promise<boolean> };

export type Sender = {
  /** Sends the draft. A refused draft comes back into the field. */
  submit(): Promise<void>;
  /** Asks for one content and sends the content alone. */
  askAndSend(ask: () => Promise<Content | null>): Promise<void>;
  sendForwarded(): Promise<void>;
};

export function createSender(drafts: Drafts, { send, edit }: Door, focus: () => void): Sender {
  async function sendMessages(draft: Draft): Promise<boolean> {
    const messages = await messagesOf(draft);
    if (draft.editing !== null) return edit(draft.editing.message_id, messages[0]?.[0]);
    const options = replyOptions(draft);
    let isDone = true;
    for (const contents of messages) {
      isDone = isDone && (await send(contents, options));
    }
    return isDone;
  }

  return {
    async submit() {
      const { current: draft, chat } = drafts;
      drafts.change(EMPTY);
      if (!(await sendMessages(draft))) drafts.giveBack(chat, draft);
    },
    async askAndSend(ask) {
      const content = await ask();
      if (content === null) return;
      const options = replyOptions(drafts.current);
      drafts.change(NO_REPLY);
      await send([content], options);
      focus();
    },
    async sendForwarded() {
      const forwarded = await askForwarded();
      if (forwarded !== null) await send([forwarded.content], forwarded.options);
      focus();
    },
  };
}

async function messagesOf({ text: source, files, asDocuments }: Draft): Promise<Content[][]> {
  const { text, entities } = parseMarkup(source.trim());
  if (files.length === 0) return [[{ text, ...(entities.length === 0 ? {} : { entities }) }]];
  const caption = text === '' ? {} : { caption: text, captionEntities: entities };
  return attachmentContents(files, caption, asDocuments);
}

const replyOptions = ({ replyTo, quote }: Draft): ReplyOptions => ({
  ...(replyTo === null ? {} : { replyTo: replyTo.message_id }),
  ...(quote === null ? {} : { quote }),
});
