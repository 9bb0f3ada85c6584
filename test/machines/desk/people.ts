import type { UserId } from '../../../machines/ids.ts';
import type { Person } from '../../../machines/desk/may.ts';
import type { Permission } from '../../../machines/desk/permissions.ts';
import { agentRole, type Role } from '../../../machines/desk/roles.ts';

export const user = (id: number) => id as UserId;

/** A custom role with these permissions. */
export const roleOf = (...permissions: Permission[]): Role => ({
  id: 'custom',
  name: 'Função',
  description: '',
  permissions,
});

/** Bia, of the board 1 and of sales. */
export const aPerson = (more: Partial<Person> = {}): Person => ({
  id: user(1),
  role: agentRole,
  boards: [1],
  departments: ['sales'],
  ...more,
});
