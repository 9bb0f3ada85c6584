import type { Actor } from '../../../machines/client/event.ts';
import type { MediaContent, TextContent } from '../../../machines/content.ts';
import type { MessageNumber, PrivateMessageId } from '../../../machines/ids.ts';

/** Words of a member of the team, as message `number` of the client. A file was staged before, and goes by its id. */
type Written = { number: MessageNumber; content: TextContent | MediaContent; author: Actor };

/** A message to the client that a member of the team wrote outside the thread. `replyTo`: in the private chat. */
export type WriteToClient = { kind: 'writeToClient'; replyTo?: PrivateMessageId } & Written;

export const writeToClient = (written: Written): WriteToClient => ({ kind: 'writeToClient', ...written });

/** New content for the message `from` in the client's private chat. */
export type RewriteToClient = { kind: 'rewriteToClient'; from: PrivateMessageId } & Written;

/** Shows the words in the thread. `from`: the message in the client's private chat. */
export type MirrorInThread = {
  kind: 'mirrorInThread';
  from: PrivateMessageId;
  replyTo?: PrivateMessageId;
} & Written;

/** Shows a note from elsewhere in the thread. */
export type NoteInThread = { kind: 'noteInThread'; content: TextContent; author: Actor };

/** Shows the new content of a mirrored message. */
export type RewriteMirror = { kind: 'rewriteMirror'; from: PrivateMessageId } & Written;
