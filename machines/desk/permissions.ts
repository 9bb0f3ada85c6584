/** All permissions of a role. The workspace, tokens and command rows use the same words. */
export const permissions = [
  'tickets.see.own',
  'tickets.see.department',
  'tickets.see.all',
  'tickets.reply',
  'tickets.priority',
  'tickets.close',
  'tickets.ban',
  'tickets.assign.self',
  'tickets.assign',
  'tickets.start',
  'tickets.transcript',
  'tickets.edit.any',
  'contacts.see',
  'contacts.see.all',
  'contacts.edit',
  'contacts.export',
  'canned.use',
  'canned.suggest',
  'canned.manage',
  'macros.use',
  'macros.manage',
  'labels.manage',
  'campaigns.manage',
  'automations.manage',
  'sla.manage',
  'departments.manage',
  'team.manage',
  'roles.manage',
  'settings.manage',
  'integrations.manage',
  'reports.see',
] as const;

export type Permission = (typeof permissions)[number];

/** A wider permission contains the narrower permissions of the same subject. */
const contained: Partial<Record<Permission, readonly Permission[]>> = {
  'tickets.see.all': ['tickets.see.department', 'tickets.see.own'],
  'tickets.see.department': ['tickets.see.own'],
  'contacts.see.all': ['contacts.see'],
};

export const isPermission = (word: string): word is Permission =>
  permissions.some((permission) => permission === word);

/** The permissions of the list, and all permissions contained in them. */
export function withContained(granted: readonly Permission[]): ReadonlySet<Permission> {
  return new Set(granted.flatMap((permission) => [permission, ...(contained[permission] ?? [])]));
}
