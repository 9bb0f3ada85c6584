import type { Effect as ChartEffect } from '../../machines/client/effect.ts';
import type { Content, ForwardedFrom, MediaContent, TextContent } from '../../machines/content.ts';
import type { TextRef } from '../i18n/texts.ts';
import type { EpochMs, PostId, PrivateMessageId, ThreadMessageId, UserId } from '../../machines/ids.ts';

/** Everything that can wait in the outbox: what the chart intends, and what needs no client's state. */
export type DeskEffect =
  | ChartEffect
  /** Bring the post to what the client's record says it should show. */
  | { kind: 'reconcilePost' }
  | { kind: 'unpinPost'; post: PostId }
  /** The service message that Telegram writes into the channel for every pin. */
  | { kind: 'removePinNotice'; message: PostId }
  /** One administrator's share of `alertAdmins`. */
  | { kind: 'tellAdmin'; admin: UserId; why: 'created' | 'resumed' | 'flooding' }
  /** As of the chart, but about what the chart does not see. */
  | { kind: 'alertAdmins'; why: 'flooding' }
  /** Tell an administrator how the channel and its group are. */
  | { kind: 'reportPlace'; report: PlaceReport }
  /** Tell an administrator that what clients wrote between the two is lost. */
  | { kind: 'reportGap'; from: EpochMs; to: EpochMs }
  /** Lines of the desk for the owner, in the private chat with the bot; of an album once. */
  | { kind: 'sayInPrivate'; lines: readonly TextRef[]; album?: string }
  /** A line of the desk under a comment, for the team only; of an album once. */
  | { kind: 'replyInThread'; message: ThreadMessageId; reply: ThreadReply; album?: string }
  /** Show on an agent's own comment that it did not reach the client, or show it no longer. */
  | { kind: 'markComment'; message: ThreadMessageId; undelivered: boolean }
  /** A comment that was given up is to be sent again, if it is still there. */
  | { kind: 'retryComment'; message: ThreadMessageId }
  /** It is still there. What it said is kept among the parked ones; `content` tells of which album it is. */
  | { kind: 'resendComment'; from: ThreadMessageId; content: Content }
  /** A comment was edited into what is not for the client, or by who is no agent any more: the client's copy stays, and whoever edited is told so. */
  | { kind: 'withholdEdit'; message: ThreadMessageId; content: Content; as: 'note' | 'command' | 'not-team' }
  /** The words under one item are a note, or look like a command: nothing of its album is for the client. */
  | { kind: 'withholdAlbum'; album: string }
  /** The rest of an edited message whose first part fills the counterpart of `of`. */
  | { kind: 'continueInThread'; of: PrivateMessageId; content: TextContent }
  | { kind: 'continueAtClient'; of: ThreadMessageId; content: TextContent }
  /** List what a client's message said before, one message of the desk per page; then the files it held. */
  | { kind: 'showVersions'; of: ThreadMessageId; page: number }
  | { kind: 'showFile'; of: ThreadMessageId; content: MediaContent }
  /** Tell the client that one of their messages could not be passed on. */
  | { kind: 'returnToClient'; message: PrivateMessageId; what: string }
  /** One client's share of a campaign. */
  | { kind: 'broadcast'; campaign: string; content: TextContent | MediaContent };

export type Effect = DeskEffect;

/** What is not as a desk needs it. The `rights` are the bot's; `refused`: Telegram takes nothing, who knows why. */
export type PlaceTrouble =
  | 'channel-rights'
  | 'group-rights'
  | 'unlinked'
  | 'other-group'
  | 'threads-fail'
  | 'channel-refused'
  | 'group-refused';

export type PlaceReport = PlaceTrouble | 'repaired' | 'group-moved';

export type ThreadReply =
  /** Lines of the catalogue. */
  | { key: 'lines'; lines: readonly TextRef[] }
  | { key: 'flooding'; perMinute: number }
  | { key: 'not-team' | 'not-this-thread' }
  | {
      key:
        | 'edit-unknown'
        | 'edited-note'
        | 'edited-command'
        | 'edited-not-team'
        | 'file-gone'
        | 'deleted-since';
    }
  /** `reason` in Telegram's own words; `what` it was that no bot may pass on. */
  | { key: 'not-delivered' | 'edit-not-delivered'; reason: string; what?: string }
  /** Whose words the client passed on, where there is no room to say so in the message itself. */
  | { key: 'forwarded-from'; from: ForwardedFrom };
