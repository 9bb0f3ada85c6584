import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cannotGrant,
  refusalToArchiveRole,
  refusalToChangeRole,
  refusalToCreateRole,
  refusalToGiveRole,
} from '../../../machines/desk/grants.ts';
import { isAdministrator, type Person, permissionsOf } from '../../../machines/desk/may.ts';
import { permissions, withContained } from '../../../machines/desk/permissions.ts';
import {
  administratorRole,
  agentRole,
  builtInRoles,
  restrictedAgentRole,
} from '../../../machines/desk/roles.ts';
import { seed } from '../../support/random.ts';
import { aPerson, roleOf, user } from './people.ts';

const lead: Person = aPerson({
  id: user(9),
  role: { ...roleOf('team.manage', 'roles.manage', ...agentRole.permissions), id: 'lead' },
});
const admin = aPerson({ id: user(8), administrator: true });
const bia = aPerson();

describe('giving a role', () => {
  test.each([
    ['an administrator makes another', admin, bia, administratorRole, null],
    [
      'an administrator takes it from another',
      admin,
      aPerson({ id: user(7), role: administratorRole }),
      agentRole,
      null,
    ],
    ['who manages the team restricts an agent', lead, bia, restrictedAgentRole, null],
    ['an agent may not', bia, aPerson({ id: user(2) }), agentRole, 'permission-missing'],
    ['nobody changes their own', lead, lead, restrictedAgentRole, 'own-role'],
    ['not even an administrator', admin, admin, administratorRole, 'own-role'],
    ['who manages the team makes no administrators', lead, bia, administratorRole, 'administrators-only'],
    ['and removes none', lead, admin, agentRole, 'administrators-only'],
    [
      'the creator stays what the creator is',
      admin,
      aPerson({ id: user(5), creator: true }),
      agentRole,
      'creator-fixed',
    ],
    ['nobody gives more than they have', lead, bia, roleOf('reports.see'), 'permission-missing'],
    [
      'who left the team gives nothing',
      aPerson({ boards: [], creator: true, id: user(4) }),
      bia,
      agentRole,
      'permission-missing',
    ],
  ])('%s', (_, person, subject, role, reason) => {
    expect(refusalToGiveRole(person, subject, role)?.reason ?? null).toBe(reason);
  });

  test('the answer names what is missing', () => {
    expect(refusalToGiveRole(lead, bia, roleOf('reports.see', 'canned.use', 'contacts.see.all'))).toEqual({
      reason: 'permission-missing',
      permissions: ['reports.see', 'contacts.see.all'],
    });
    expect(refusalToGiveRole(bia, admin, agentRole)).toEqual({
      reason: 'permission-missing',
      permissions: ['team.manage'],
    });
  });
});

describe('making and changing roles', () => {
  const role = roleOf('tickets.see.all', 'tickets.reply');

  test.each([
    ['an administrator creates any', refusalToCreateRole(admin, roleOf(...permissions)), null],
    ['an agent creates none', refusalToCreateRole(bia, roleOf()), 'permission-missing'],
    ['nobody creates more than they have', refusalToCreateRole(lead, role), 'permission-missing'],
    ['nobody creates a built-in role again', refusalToCreateRole(admin, agentRole), 'built-in-fixed'],
    [
      'what a role has already may stay',
      refusalToChangeRole(lead, role, roleOf('tickets.see.all', 'tickets.close')),
      null,
    ],
    ['what is contained in it too', refusalToChangeRole(lead, role, roleOf('tickets.see.own')), null],
    [
      'what is added must be held',
      refusalToChangeRole(lead, role, roleOf('reports.see')),
      'permission-missing',
    ],
    ['nobody changes a role they hold', refusalToChangeRole(lead, lead.role, roleOf()), 'own-role'],
    ['built-in roles are fixed', refusalToChangeRole(admin, agentRole, roleOf()), 'built-in-fixed'],
    ['an agent changes none', refusalToChangeRole(bia, role, roleOf()), 'permission-missing'],
    ['an unused role is archived', refusalToArchiveRole(lead, role, null), null],
    ['a used one with a successor', refusalToArchiveRole(lead, role, agentRole), null],
    [
      'the successor is a grant',
      refusalToArchiveRole(lead, role, roleOf('reports.see')),
      'permission-missing',
    ],
    [
      'and no way to make administrators',
      refusalToArchiveRole(lead, role, administratorRole),
      'administrators-only',
    ],
    ['an administrator may do so', refusalToArchiveRole(admin, role, administratorRole), null],
    ['nobody archives a role they hold', refusalToArchiveRole(lead, lead.role, agentRole), 'own-role'],
    ['built-in roles stay', refusalToArchiveRole(admin, restrictedAgentRole, agentRole), 'built-in-fixed'],
  ])('%s', (_, refusal, reason) => {
    expect(refusal?.reason ?? null).toBe(reason);
  });
});

describe(`for any two people and any role (seed ${seed})`, () => {
  const anyRole = fc.oneof(
    fc.constantFrom(...builtInRoles),
    fc.subarray([...permissions]).map((some) => roleOf(...some)),
  );
  const anyPerson = fc.record({
    id: fc.integer({ min: 1, max: 3 }).map(user),
    role: anyRole,
    boards: fc.subarray([1, 2]),
    departments: fc.constant([]),
    creator: fc.boolean(),
    administrator: fc.boolean(),
  });

  test('nobody ends up with more than who gave it, and administrators come from administrators', () => {
    fc.assert(
      fc.property(anyPerson, anyPerson, anyRole, (person, subject, role) => {
        fc.pre(refusalToGiveRole(person, subject, role) === null);
        const held = permissionsOf(person);
        expect([...withContained(role.permissions)].filter((permission) => !held.has(permission))).toEqual(
          [],
        );
        expect(cannotGrant(person, role.permissions)).toEqual([]);
        expect(role.id !== administratorRole.id || isAdministrator(person)).toBe(true);
        expect(!isAdministrator(subject) || isAdministrator(person)).toBe(true);
        expect(person.id).not.toBe(subject.id);
      }),
      { seed, numRuns: 500 },
    );
  });
});
