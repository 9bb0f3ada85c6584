/**
 * The parameter of a deep link `t.me/<bot>?start=<parameter>`: 1 to 64 letters, digits, `_` and `-`. The parameter is
 * untrusted: it names a place and grants nothing.
 */
export type StartParameter =
  /** The bot was started without a link. */
  | { kind: 'none' }
  /** `d-<slug>` or `d-<slug>-<origin>`: a public department. */
  | { kind: 'department'; slug: string; origin: string | null }
  /** `i-<22 characters>`: an invitation. */
  | { kind: 'invitation'; code: string }
  /** `p-<number>`: a ticket in the workspace, for the team. */
  | { kind: 'ticket'; number: number }
  /** Any other parameter says where the client comes from. */
  | { kind: 'origin'; origin: string };

const PARAMETER = /^[A-Za-z0-9_-]{0,64}$/;
const DEPARTMENT = /^d-([a-z0-9]{1,20})(?:-([A-Za-z0-9_-]+))?$/;
const INVITATION = /^i-([A-Za-z0-9_-]{22})$/;
const TICKET = /^p-([1-9]\d{0,14})$/;

/** Null: the text behind `/start` was typed and comes from no link. Pure. */
export function startParameter(text: string): StartParameter | null {
  // `$` would match before a line break at the end.
  if (!PARAMETER.test(text) || text.endsWith('\n')) return null;
  if (text === '') return { kind: 'none' };
  const department = DEPARTMENT.exec(text);
  if (department !== null) {
    return { kind: 'department', slug: department[1] ?? '', origin: department[2] ?? null };
  }
  const invitation = INVITATION.exec(text);
  if (invitation !== null) return { kind: 'invitation', code: invitation[1] ?? '' };
  const ticket = TICKET.exec(text);
  return ticket === null ? { kind: 'origin', origin: text } : { kind: 'ticket', number: Number(ticket[1]) };
}
