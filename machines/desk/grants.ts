import { isAdministrator, may, type Person, permissionsOf } from './may.ts';
import { type Permission, withContained } from './permissions.ts';
import { administratorRole, isBuiltIn, type Role } from './roles.ts';

/**
 * Giving and changing of roles.
 *
 * G1 A person grants only permissions that the person holds.
 * G2 A person changes neither the own role nor a role that the person holds.
 * G3 Administrators alone give the role Administrador, and take the role from others.
 * G4 The creator's role is fixed, and so are the built-in roles.
 */
type GrantRefusal =
  | { readonly reason: 'permission-missing'; readonly permissions: readonly Permission[] }
  | { readonly reason: 'own-role' }
  | { readonly reason: 'administrators-only' }
  | { readonly reason: 'creator-fixed' }
  | { readonly reason: 'built-in-fixed' };

/** The permissions of the list that the person lacks, and so cannot pass on (G1). */
export function cannotGrant(person: Person, wanted: readonly Permission[]): Permission[] {
  const held = permissionsOf(person);
  return [...withContained(wanted)].filter((permission) => !held.has(permission));
}

/** Null: `person` may give `role` to `subject`. */
export function refusalToGiveRole(person: Person, subject: Person, role: Role): GrantRefusal | null {
  if (!may(person, 'team.manage')) return missing(['team.manage']);
  if (person.id === subject.id) return { reason: 'own-role' };
  if (subject.creator === true) return { reason: 'creator-fixed' };
  const touchesAdministrators = role.id === administratorRole.id || isAdministrator(subject);
  if (touchesAdministrators && !isAdministrator(person)) return { reason: 'administrators-only' };
  return refusalToGrant(person, role.permissions);
}

/** Null: `person` may create the role. */
export function refusalToCreateRole(person: Person, role: Role): GrantRefusal | null {
  if (!may(person, 'roles.manage')) return missing(['roles.manage']);
  return isBuiltIn(role) ? { reason: 'built-in-fixed' } : refusalToGrant(person, role.permissions);
}

/** Null: `person` may make `next` of `role`. Only what the change adds is granted. */
export function refusalToChangeRole(
  person: Person,
  role: Role,
  next: Pick<Role, 'permissions'>,
): GrantRefusal | null {
  const refusal = refusalToTouchRole(person, role);
  if (refusal !== null) return refusal;
  const before = withContained(role.permissions);
  return refusalToGrant(
    person,
    [...withContained(next.permissions)].filter((permission) => !before.has(permission)),
  );
}

/** Null: `person` may archive `role`. The holders get `successor`; null: the role has no holder. */
export function refusalToArchiveRole(
  person: Person,
  role: Role,
  successor: Role | null,
): GrantRefusal | null {
  const refusal = refusalToTouchRole(person, role);
  if (refusal !== null || successor === null) return refusal;
  if (successor.id === administratorRole.id && !isAdministrator(person))
    return { reason: 'administrators-only' };
  return refusalToGrant(person, successor.permissions);
}

function refusalToTouchRole(person: Person, role: Role): GrantRefusal | null {
  if (!may(person, 'roles.manage')) return missing(['roles.manage']);
  if (isBuiltIn(role)) return { reason: 'built-in-fixed' };
  return person.role.id === role.id ? { reason: 'own-role' } : null;
}

function refusalToGrant(person: Person, wanted: readonly Permission[]): GrantRefusal | null {
  const lacking = cannotGrant(person, wanted);
  return lacking.length === 0 ? null : missing(lacking);
}

const missing = (permissions: readonly Permission[]): GrantRefusal => ({
  reason: 'permission-missing',
  permissions,
});
