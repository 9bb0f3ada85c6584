import { createChannelActs, type ChannelActs } from './channels.ts';
import { createCommentActs, type CommentActs } from './comments.ts';
import { createInviteActs, type InviteActs } from './invites.ts';
import { createLinkActs, type LinkActs } from './links.ts';
import { createMarkActs, type MarkActs } from './marks.ts';
import { createPostActs, type PostActs } from './posts.ts';
import { createRoleActs, type RoleActs } from './roles.ts';
import { createGroupsActs, type GroupsActs } from './groups.ts';
import { createInlineActs, type InlineActs } from './inline.ts';
import { createPollActs, type PollActs } from './polls.ts';
import { createPressActs, type PressActs } from './presses.ts';
import { createPrivateActs, type PrivateActs } from './in-private.ts';
import { createSettingsActs, type SettingsActs } from './chat-settings.ts';
import { RefusedAct } from '../world/refused-act.ts';
import { requirePerson } from './require-person.ts';
import type { UserDoc } from '../world/shapes.ts';
import { nextCounter, userOf, type World } from '../world/world.ts';

export type { Attachment, Content } from './content.ts';

export type NewPerson = {
  id?: number;
  firstName: string;
  lastName?: string;
  username?: string;
  languageCode?: string;
  /** Longer captions. */
  premium?: true;
  /** Another bot whose messages the bot may see. */
  isBot?: true;
};

/** Acts of people in apps. An act that an app refuses throws an error with the reason. */
export type People = PrivateActs &
  PostActs &
  CommentActs &
  MarkActs &
  RoleActs &
  PressActs &
  InlineActs &
  PollActs &
  SettingsActs &
  GroupsActs &
  ChannelActs &
  InviteActs &
  LinkActs & {
    add(person: NewPerson): number;
    rename(userId: number, name: { firstName: string; lastName?: string }): void;
    deactivate(userId: number): void;
  };

const FIRST_USER_ID = 700_000_000;

export function createPeople(world: World, botId: number): People {
  const { docs } = world;
  const change = (userId: number, changed: Partial<UserDoc>): void => {
    docs.put('user', String(userId), { ...requirePerson(world, userId), ...changed });
  };
  const inPrivate = createPrivateActs(world, botId);
  const invites = createInviteActs(world);
  const people: People = {
    ...inPrivate,
    ...invites,
    ...createLinkActs(world, botId, { ...inPrivate, ...invites }),
    ...createPostActs(world, botId),
    ...createCommentActs(world, botId),
    ...createMarkActs(world, botId),
    ...createRoleActs(world, botId),
    ...createPressActs(world, botId),
    ...createInlineActs(world, botId, inPrivate),
    ...createPollActs(world, botId),
    ...createSettingsActs(world),
    ...createGroupsActs(world, botId),
    ...createChannelActs(world, botId),
    add({ id = FIRST_USER_ID + nextCounter(world), ...person }) {
      if (userOf(world, id) !== undefined) throw new RefusedAct('knownUser', id);
      if (person.firstName === '') throw new RefusedAct('noName');
      docs.put('user', String(id), { id, ...person });
      return id;
    },
    rename(userId, { firstName, lastName }) {
      change(userId, { firstName, lastName });
    },
    deactivate(userId) {
      change(userId, { deactivated: true });
    },
  };
  return wrapped(world, people);
}

/** Stores each act at once. */
function wrapped(world: World, people: People): People {
  const acts = Object.entries<(...args: never[]) => unknown>(people).map(([name, act]) => [
    name,
    (...args: never[]) => world.docs.act(() => act(...args)),
  ]);
  return Object.fromEntries(acts) as People;
}
