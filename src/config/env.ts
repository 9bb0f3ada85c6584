/** The one place that knows the names of the environment. What they mean is decided in `config.ts`. */
const variables = {
  BOT_TOKEN: {
    default: '',
    meaning: 'Token do bot, dado pelo @BotFather. Sem ele, abre a sandbox: um Telegram local, sem conta.',
  },
  TELEGRAM_API_ROOT: {
    default: 'https://api.telegram.org',
    meaning: 'Servidor da Bot API.',
  },
  CHANNEL_ID: {
    default: '',
    meaning: 'Id do canal em que a equipe atende, como -1001234567890. Obrigatório com BOT_TOKEN.',
  },
  GROUP_ID: {
    default: '',
    meaning: 'Id do grupo de comentários. Sem ele, vale o grupo vinculado ao canal.',
  },
  REDIS_URL: {
    default: '',
    meaning:
      'redis://, rediss:// ou o caminho de um socket. Sem ele, um Redis próprio guarda tudo em ./data.',
  },
  UPDATES: {
    default: 'polling',
    meaning: 'Como as mensagens chegam do Telegram. Esta versão só conhece polling.',
  },
  HOST: { default: '127.0.0.1', meaning: 'Endereço do servidor HTTP.' },
  PORT: { default: '8080', meaning: 'Porta do servidor HTTP, de 0 (qualquer uma livre) a 65535.' },
  LOCALE: { default: 'pt-BR', meaning: 'Idioma dos textos: pt-BR, en ou es.' },
  TIME_ZONE: { default: 'America/Sao_Paulo', meaning: 'Fuso horário, com o nome da base IANA.' },
  START_MSG: {
    default: '',
    meaning:
      "Saudação ao cliente. Aceita {{ contact.first_name || 'cliente' }}, {0} e <br>. Sem ela, a do catálogo.",
  },
  RESTART_MSG: { default: '', meaning: 'Texto a quem volta depois do fim. Sem ele, o do catálogo.' },
  END_MSG: { default: '', meaning: 'Despedida de /fim. Sem ela, a do catálogo.' },
  TERMS_MSG: { default: '', meaning: 'Texto de /tos. Sem ele, o do catálogo.' },
  NOTIFY_ADMINS: {
    default: '1',
    meaning: 'Avisar os administradores do canal quando um cliente chega ou volta: 1 ou 0.',
  },
  LOG_DAYS: {
    default: '90',
    meaning: 'Por quantos dias ficam guardados a ligação entre mensagens e o diário, de 1 a 3650.',
  },
  LOG_LEVEL: { default: 'info', meaning: 'trace, debug, info, warn, error, fatal ou silent.' },
} as const satisfies Record<string, { default: string; meaning: string }>;

export type VariableName = keyof typeof variables;

/** Set variables only, without surrounding blanks. An empty one counts as unset. */
export type Env = Partial<Record<VariableName, string>>;

export const variableNames: readonly VariableName[] = Object.keys(variables).filter(isVariableName);

export function readEnv(env: Record<string, string | undefined>): Env {
  const set: Env = {};
  for (const name of variableNames) {
    const value = env[name]?.trim();
    if (value !== undefined && value !== '') set[name] = value;
  }
  return set;
}

export function defaultOf(name: VariableName): string {
  return variables[name].default;
}

/** The text of `.env.example`. Each line is commented out, so that a plain copy of the file changes nothing. */
export function renderEnvExample(): string {
  const head = '# Copie para .env e tire o # das linhas que quiser mudar. Cada linha traz o valor padrão.\n';
  const entries = variableNames.map(
    (name) => `# ${variables[name].meaning}\n#${name}=${variables[name].default}\n`,
  );
  return [head, ...entries].join('\n');
}

export function isVariableName(name: string): name is VariableName {
  return Object.hasOwn(variables, name);
}
