import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  may,
  maySeeContact,
  maySeeTicket,
  type Person,
  permissionsOf,
  type TicketPlace,
} from '../../../machines/desk/may.ts';
import { isPermission, permissions } from '../../../machines/desk/permissions.ts';
import {
  administratorRole,
  agentRole,
  builtInRoles,
  isBuiltIn,
  restrictedAgentRole,
  type Role,
} from '../../../machines/desk/roles.ts';
import { seed } from '../../support/random.ts';
import { aPerson, roleOf, user } from './people.ts';

const ticket = (more: Partial<TicketPlace> = {}): TicketPlace => ({
  board: 1,
  department: 'sales',
  assignee: null,
  ...more,
});

describe('the built-in roles', () => {
  test('an agent works on tickets and manages nothing', () => {
    expect([...permissionsOf(aPerson())].sort()).toEqual(
      [
        'tickets.see.own',
        'tickets.see.department',
        'tickets.reply',
        'tickets.priority',
        'tickets.close',
        'tickets.ban',
        'tickets.assign.self',
        'tickets.assign',
        'tickets.start',
        'tickets.transcript',
        'contacts.see',
        'contacts.edit',
        'canned.use',
        'canned.suggest',
        'macros.use',
      ].sort(),
    );
  });

  test('a restricted agent is an agent who sees only their own tickets and bans nobody', () => {
    const restricted = permissionsOf(aPerson({ role: restrictedAgentRole }));
    const agent = permissionsOf(aPerson());
    expect([...agent].filter((permission) => !restricted.has(permission))).toEqual([
      'tickets.see.department',
      'tickets.ban',
    ]);
    expect([...restricted].filter((permission) => !agent.has(permission))).toEqual([]);
  });

  test('an administrator may do everything', () => {
    expect(permissionsOf(aPerson({ role: administratorRole }))).toEqual(new Set(permissions));
  });

  test('the roles have ids of their own and permissions of the list, each once', () => {
    expect(new Set(builtInRoles.map(({ id }) => id)).size).toBe(3);
    for (const role of builtInRoles) {
      expect(role.permissions.filter((permission) => !isPermission(permission))).toEqual([]);
      expect(new Set(role.permissions).size).toBe(role.permissions.length);
      expect(isBuiltIn(role)).toBe(true);
    }
    expect(isBuiltIn(roleOf())).toBe(false);
    expect(isPermission('tickets.everything')).toBe(false);
    expect(new Set(permissions).size).toBe(31);
  });

  test.each([{ creator: true }, { administrator: true }])(
    'in the channel of the first board, %j counts more than the stored role',
    (more) => {
      for (const role of [agentRole, restrictedAgentRole, roleOf()]) {
        expect(permissionsOf(aPerson({ role, ...more }))).toEqual(new Set(permissions));
      }
    },
  );

  test('who is in no channel any more may do nothing, not even the creator', () => {
    const gone = aPerson({ boards: [], creator: true });
    expect(permissions.filter((permission) => may(gone, permission))).toEqual([]);
    expect(maySeeTicket(gone, ticket())).toBe(false);
    expect(maySeeContact(gone, [ticket()])).toBe(false);
  });
});

describe('every role and every permission', () => {
  const table = builtInRoles.flatMap((role) =>
    permissions.map((permission) => [role.id, permission, role] as const),
  );

  test.each(table)('%s, %s: allowed exactly when the role says so', (_, permission, role) => {
    const says =
      role.permissions.includes(permission) ||
      (permission === 'tickets.see.own' && role.permissions.includes('tickets.see.department'));
    expect(may(aPerson({ role }), permission)).toBe(says);
    expect(may(aPerson({ role, id: user(1) }), permission, ticket({ assignee: user(1) }))).toBe(says);
    expect(may(aPerson({ role }), permission, ticket({ board: 2 }))).toBe(false);
  });
});

describe('a ticket is shown', () => {
  const sees: Record<string, Role> = {
    nothing: roleOf('tickets.reply'),
    own: roleOf('tickets.see.own'),
    department: roleOf('tickets.see.department'),
    all: roleOf('tickets.see.all'),
    administrator: administratorRole,
  };
  type Case = [who: string, where: string, expected: boolean, person: Person, place: TicketPlace];
  const cases: Case[] = Object.entries(sees).flatMap(([who, role]) =>
    [true, false].flatMap((isMember) =>
      ['sales', 'support'].flatMap((department) =>
        [null, user(1), user(2)].map((assignee): Case => {
          const isAll = who === 'all' || who === 'administrator';
          const isMine = assignee === 1;
          const expected =
            isMember &&
            (isAll ||
              (who === 'department' && (isMine || assignee === null || department === 'sales')) ||
              (isMine && who !== 'nothing'));
          const place = ticket({ department, assignee });
          const where = `${isMember ? 'own' : 'other'} board, ${department}, held by ${assignee ?? 'nobody'}`;
          return [who, where, expected, aPerson({ role, boards: isMember ? [1] : [2] }), place];
        }),
      ),
    ),
  );

  test('in 60 cases', () => {
    expect(cases).toHaveLength(60);
  });

  test.each(cases)('to who sees %s, %s: %s', (_, where, expected, person, place) => {
    expect(maySeeTicket(person, place)).toBe(expected);
    expect(maySeeTicket(person, place, 'thread')).toBe(where.startsWith('own'));
  });

  test('in a thread a restricted agent answers what they do not hold, as Telegram lets them', () => {
    const restricted = aPerson({ role: restrictedAgentRole });
    const other = ticket({ assignee: user(2) });
    expect(may(restricted, 'tickets.reply', other, 'thread')).toBe(true);
    expect(may(restricted, 'tickets.reply', other)).toBe(false);
    expect(may(restricted, 'tickets.ban', other, 'thread')).toBe(false);
  });
});

test('a contact is shown to who sees one of their tickets, or all contacts', () => {
  const hidden = ticket({ board: 2 });
  expect(maySeeContact(aPerson(), [hidden, ticket()])).toBe(true);
  expect(maySeeContact(aPerson(), [hidden])).toBe(false);
  expect(maySeeContact(aPerson(), [])).toBe(false);
  expect(maySeeContact(aPerson({ role: roleOf('tickets.see.all') }), [ticket()])).toBe(false);
  expect(maySeeContact(aPerson({ role: roleOf('contacts.see.all') }), [hidden])).toBe(true);
});

describe(`for any person and ticket (seed ${seed})`, () => {
  const anyPerson: fc.Arbitrary<Person> = fc.record({
    id: fc.integer({ min: 1, max: 3 }).map(user),
    role: fc.oneof(
      fc.constantFrom(...builtInRoles),
      fc.subarray([...permissions]).map((some) => roleOf(...some)),
    ),
    boards: fc.subarray([1, 2, 3]),
    departments: fc.subarray(['sales', 'support']),
    creator: fc.boolean(),
    administrator: fc.boolean(),
  });
  const anyTicket: fc.Arbitrary<TicketPlace> = fc.record({
    board: fc.integer({ min: 1, max: 3 }),
    department: fc.constantFrom('sales', 'support'),
    assignee: fc.constantFrom(null, user(1), user(2), user(3)),
  });
  const anyPermission = fc.constantFrom(...permissions);
  const check = <Values extends unknown[]>(property: fc.IProperty<Values>) =>
    fc.assert(property, { seed, numRuns: 500 });

  test('a ticket never allows more than no ticket, and nothing outside the board', () => {
    check(
      fc.property(anyPerson, anyPermission, anyTicket, (person, permission, place) => {
        for (const surface of ['thread', 'elsewhere'] as const) {
          const allowed = may(person, permission, place, surface);
          expect(!allowed || (may(person, permission) && person.boards.includes(place.board))).toBe(true);
        }
      }),
    );
  });

  test('a thread shows at least what other places show', () => {
    check(
      fc.property(anyPerson, anyTicket, (person, place) => {
        expect(!maySeeTicket(person, place) || maySeeTicket(person, place, 'thread')).toBe(true);
      }),
    );
  });

  test('one permission more never takes anything away', () => {
    check(
      fc.property(anyPerson, anyPermission, anyPermission, anyTicket, (person, extra, permission, place) => {
        const role = roleOf(...person.role.permissions, extra);
        const before = may({ ...person, role: { ...person.role, id: 'custom' } }, permission, place);
        expect(!before || may({ ...person, role }, permission, place)).toBe(true);
      }),
    );
  });

  test('to hold a ticket never hides it', () => {
    check(
      fc.property(anyPerson, anyTicket, (person, place) => {
        const sees = permissionsOf(person).has('tickets.see.own') && person.boards.includes(place.board);
        expect(maySeeTicket(person, { ...place, assignee: person.id })).toBe(sees);
      }),
    );
  });
});
