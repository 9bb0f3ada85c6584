import { type Permission, permissions } from './permissions.ts';

export type Role = {
  readonly id: string;
  /** Shown to people. */
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
};

/** Role of a member of a board's channel until an administrator gives another. */
export const agentRole: Role = {
  id: 'agent',
  name: 'Agente',
  description:
    'Atende os clientes do seu departamento: responde, prioriza, encerra, bane e passa atendimentos.',
  permissions: [
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
  ],
};

/** Sees only the tickets that the agent holds, and bans nobody. */
export const restrictedAgentRole: Role = {
  id: 'restricted-agent',
  name: 'Agente restrito',
  description: 'Vê e atende somente os atendimentos pelos quais é responsável. Não bane clientes.',
  permissions: [
    'tickets.see.own',
    ...agentRole.permissions.filter(
      (permission) => permission !== 'tickets.see.department' && permission !== 'tickets.ban',
    ),
  ],
};

/** Role of the administrators of the first board's channel, and always of the creator. */
export const administratorRole: Role = {
  id: 'administrator',
  name: 'Administrador',
  description: 'Tem acesso a tudo: atendimentos, equipe, funções, configurações, integrações e relatórios.',
  permissions,
};

export const builtInRoles: readonly Role[] = [agentRole, restrictedAgentRole, administratorRole];

export const isBuiltIn = (role: Pick<Role, 'id'>): boolean => builtInRoles.some(({ id }) => id === role.id);
