import type { Person } from '../../machines/desk/may.ts';
import type { Permission } from '../../machines/desk/permissions.ts';
import type { ClientId, UserId } from '../../machines/ids.ts';
import type { Interaction } from '../telegram/interaction.ts';
import type { TextRef } from '../i18n/texts.ts';
import type { Step } from './command-row.ts';

/**
 * A press, in the desk's words. The client comes from the message with the button, the permission from the person who
 * pressed, at the moment of the press. The data of the button names an action and grants nothing.
 */
export type Press = {
  by: UserId;
  /** Null: an outsider. */
  person: Person | null;
  /** Null: the message belongs to no client. */
  client: ClientId | null;
  on: Extract<Interaction, { kind: 'button.pressed' }>['on'];
};

/** `toast`: shown to the person at once. `owner`: of the step, by default the client, else the person. */
type Pressed = Step & { toast?: TextRef; owner?: UserId };

type Definition<Args> = {
  /** The first part of the data: at most 16 letters and dashes. */
  action: string;
  where: readonly Press['on']['kind'][];
  who: 'client' | 'team' | 'admin';
  /** Null: everybody of `who`. */
  permission: Permission | null;
  /** Reads the rest of the data, which is untrusted. Null: the data makes no sense any more. */
  read(rest: string): Args | null;
  /** Null: the button is outdated. */
  becomes(args: Args, press: Press): Pressed | null;
};

export type ButtonRow = Omit<Definition<unknown>, 'read' | 'becomes'> & {
  press(rest: string, press: Press): Pressed | null;
};

export function button<Args>({ read, becomes, ...row }: Definition<Args>): ButtonRow {
  return {
    ...row,
    press(rest, press) {
      const args = read(rest);
      return args === null ? null : becomes(args, press);
    },
  };
}

/** The data of a button: `action`, or `action:rest`. */
export const pressData = (action: string, rest = ''): string => (rest === '' ? action : `${action}:${rest}`);
