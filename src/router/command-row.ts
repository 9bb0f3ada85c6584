import type { Permission } from '../../machines/desk/permissions.ts';
import type { Actor, ClientEvent } from '../../machines/client/event.ts';
import type { Content } from '../../machines/content.ts';
import type { BoardNumber, PrivateMessageId, ThreadMessageId, UserId } from '../../machines/ids.ts';
import type { Effect } from '../actor/effects.ts';
import type { CommandNames } from '../i18n/command-names.ts';
import type { PlainTextKey, TextKey } from '../i18n/catalogue.ts';
import type { TextRef } from '../i18n/texts.ts';

/** `thread`: comments under a client's post. `group`: other threads of the group. `private`: the chat with the bot. */
export type Where = 'thread' | 'group' | 'private';

/** `admin`: administrators of the channel. */
export type Who = 'client' | 'team' | 'admin';

type BoardName = { number: BoardNumber; name: string };

/** The desk, as far as the offered commands depend on the desk. `boards`: the boards in service. */
export type OfferingDesk = { boards: readonly BoardName[] };

/** A typed command. `command`: the words, for refusals. */
export type Typed = {
  thread: {
    command: string;
    message: ThreadMessageId;
    root: ThreadMessageId;
    replyTo: ThreadMessageId | null;
    by: Actor;
    content: Content;
    /** The answered message. Null: no answer, or a message without content. */
    replied: Content | null;
    /** The author's name. Null: an anonymous administrator. */
    author: { firstName: string; lastName: string | null } | null;
    /** The boards in service. */
    boards: readonly BoardName[];
    /** The commands that the person may use in this place, a line each. */
    help(): TextRef[];
  };
  group: { command: string; message: ThreadMessageId; root: ThreadMessageId; by: UserId; help(): TextRef[] };
  private: {
    command: string;
    message: PrivateMessageId;
    by: UserId;
    content: Content;
    /** The answered message. Null: no answer. */
    replied: Content | null;
    help(): TextRef[];
  };
};

/** The result of a command, a button or a link. */
export type Step = { event?: ClientEvent; effects?: Effect[] };

/** `refused`: the command is named as no command of the desk. `explained`: the answer shows how the command is used. */
export type ArgumentProblem = { refused: TextRef } | { explained: TextRef };

/** Reads the words behind the name of a command. `shown`: the name, in the language of the reader. */
export type ArgumentParser<Args> = (
  rest: string,
  typed: { command: string; shown: string; boards: readonly BoardName[] },
) => { args: Args } | ArgumentProblem;

type Shown = {
  names: CommandNames;
  who: Who;
  /** Asked at every call. Null: everybody of `who`. */
  permission: Permission | null;
  /** Description in Telegram's menu. Absent: the command is not in the menu. */
  menu?: PlainTextKey;
  /** Line in the help of the team, with the variable `command`. Absent: the command is not in the help. */
  help?: TextKey;
  /** Whether menu and help show the command on this desk. Absent: on every desk. The command itself works anyway. */
  isOffered?: (desk: OfferingDesk) => boolean;
};

type Definition<W extends Where, Args> = Shown & {
  args: ArgumentParser<Args>;
  becomes(args: Args, typed: Typed[W]): Step;
};

/** A command at one place, for one kind of people. Router, permission check, menus and help read the same rows. */
export type CommandRow<W extends Where = Where> = Shown & {
  where: W;
  read(rest: string, typed: Typed[W], shown: string): Step | ArgumentProblem;
};

function rowAt<W extends Where, Args>(
  where: W,
  { args, becomes, ...shown }: Definition<W, Args>,
): CommandRow<W> {
  return {
    ...shown,
    where,
    read(rest, typed, name) {
      const boards = 'boards' in typed ? typed.boards : [];
      const parsed = args(rest, { command: typed.command, shown: name, boards });
      return 'args' in parsed ? becomes(parsed.args, typed) : parsed;
    },
  };
}

export const threadCommand = <Args>(row: Definition<'thread', Args>): CommandRow<'thread'> =>
  rowAt('thread', row);

export const groupCommand = <Args>(row: Definition<'group', Args>): CommandRow<'group'> =>
  rowAt('group', row);

export const privateCommand = <Args>(row: Definition<'private', Args>): CommandRow<'private'> =>
  rowAt('private', row);

/** For commands that stand alone. */
export const noArguments: ArgumentParser<null> = (rest, { command, shown }) => {
  if (rest === '') return { args: null };
  return { refused: { key: 'refused-stands-alone', params: { command, name: `/${shown}` } } };
};
