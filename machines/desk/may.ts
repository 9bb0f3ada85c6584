import type { UserId } from '../ids.ts';
import { type Permission, withContained } from './permissions.ts';
import { administratorRole, type Role } from './roles.ts';

/**
 * Permission of a person, with or without a ticket. Every surface, list, event and file asks here, at every call.
 *
 * M1 The creator and the administrators of the first board's channel hold the role Administrador. Another stored
 *    role does not count.
 * M2 A person without a board has left the team and may do nothing.
 * M3 In a thread the wall is the board: a member of the board's channel sees every thread there in Telegram.
 * M4 Elsewhere a person sees a ticket of the person's boards in three cases. With `tickets.see.all`: always. With
 *    `tickets.see.department`: if nobody holds the ticket, or the ticket is in a department of the person. With
 *    `tickets.see.own`: if the person holds the ticket.
 * M5 The board is a wall for administrators too: no surface shows more than Telegram shows.
 */
export type Person = {
  readonly id: UserId;
  readonly role: Role;
  /** Boards whose channel the person is a member of. */
  readonly boards: readonly number[];
  readonly departments: readonly string[];
  /** Created the first board's channel. */
  readonly creator?: boolean;
  /** Is an administrator of the first board's channel. */
  readonly administrator?: boolean;
};

/** The facts of a ticket that a permission depends on. */
export type TicketPlace = {
  readonly board: number;
  readonly department: string;
  /** Null: the ticket is in the inbox. */
  readonly assignee: UserId | null;
};

/** `thread`: a comment in Telegram. `elsewhere`: page, private chat, HTTP API, lists, events, files. */
type Surface = 'thread' | 'elsewhere';

export const isAdministrator = ({ role, creator = false, administrator = false }: Person): boolean =>
  creator || administrator || role.id === administratorRole.id;

/** All that the person holds, anywhere. Empty for a person who left the team. */
export function permissionsOf(person: Person): ReadonlySet<Permission> {
  if (person.boards.length === 0) return new Set();
  return withContained((isAdministrator(person) ? administratorRole : person.role).permissions);
}

/**
 * Whether the person may use the permission. With a ticket: on the ticket, asked from the surface.
 * @param surface the stricter by default
 */
export function may(
  person: Person,
  permission: Permission,
  ticket?: TicketPlace,
  surface: Surface = 'elsewhere',
): boolean {
  if (!permissionsOf(person).has(permission)) return false;
  return ticket === undefined || maySeeTicket(person, ticket, surface);
}

/** Whether the person sees the ticket, and so its messages. */
export function maySeeTicket(
  person: Person,
  { board, department, assignee }: TicketPlace,
  surface: Surface = 'elsewhere',
): boolean {
  if (!person.boards.includes(board)) return false;
  if (surface === 'thread') return true;
  const held = permissionsOf(person);
  if (held.has('tickets.see.all')) return true;
  if (assignee === person.id) return held.has('tickets.see.own');
  if (!held.has('tickets.see.department')) return false;
  return assignee === null || person.departments.includes(department);
}

/** Whether the person sees a client with these tickets, open or closed. */
export function maySeeContact(person: Person, tickets: readonly TicketPlace[]): boolean {
  const held = permissionsOf(person);
  if (held.has('contacts.see.all')) return true;
  return held.has('contacts.see') && tickets.some((ticket) => maySeeTicket(person, ticket));
}
