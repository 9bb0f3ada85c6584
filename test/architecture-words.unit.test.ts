import * as rules from './support/feature-words-rule.ts';
import { keepsRules, type Planted } from './support/keeps-rules.ts';

const law: Planted<keyof typeof rules>[] = [
  [
    'an effect is spelled by the owner and the regions only',
    'wordsHaveOneOwner',
    {
      'src/features/snooze/feature.ts':
        'export const snooze = { deliveries: ({ clock }: { clock: Clock }) => ({ wakeClient: wake(clock) }) };',
      'machines/client/regions/snooze.ts': "const kind = 'wakeClient';",
      'src/features/search/a.ts': "const kind = 'say';\nconst other = { kind: 'wakeClient' };",
    },
    'src/features/search/a.ts:2',
  ],
  [
    'a script spells no effect of a feature',
    'wordsHaveOneOwner',
    {
      'src/features/relay/feature.ts': 'export const relay = { deliveries: { relayToThread } };',
      'scripts/a.ts': "const kind = 'relayToThread';",
    },
    'scripts/a.ts:1',
  ],
  [
    'a text is said by the owner and the regions only',
    'wordsHaveOneOwner',
    {
      'src/features/snooze/texts.ts':
        "export const texts = {\n  variables: {\n    'note-awake': ['at'],\n  },\n};",
      'src/features/snooze/wake.ts': "saying('note-awake');",
      'src/outbox/a.ts': "saying('buttons-lost');\nconst key = `note-${why}`;",
    },
    'src/outbox/a.ts:2',
  ],
  [
    'a plain word is a text where the word is said',
    'wordsHaveOneOwner',
    {
      'src/features/snooze/texts.ts': 'export const texts = {\n  variables: {\n    awake: [],\n  },\n};',
      'src/store/a.ts': "const state = 'awake';\nconst text = { key: 'awake' };",
    },
    'src/store/a.ts:2',
  ],
  [
    'an engine spells no event of a feature',
    'eventsHaveOneSource',
    {
      'machines/client/event.ts': "type E = { type: 'agent.moved' } | { type: 'client.wrote' };",
      'src/features/moves/commands.ts': "const event = { type: 'agent.moved' };",
      'src/router/a.ts': "const event = { type: 'client.wrote' };",
      'src/store/a.ts': "const event = { type: 'agent.moved' };",
    },
    'src/store/a.ts:1',
  ],
  [
    'a region imports no region',
    'regionsStandApart',
    {
      'machines/client/regions/reach.ts':
        "import type { A } from './ticket-slice.ts';\nexport const reach: Region = 1;",
      'machines/client/regions/ticket.ts':
        "import { B } from './ticket-slice.ts';\nimport { c } from './refuse.ts';\nexport const ticket: Region<B> = 1;",
    },
    'machines/client/regions/reach.ts:1',
  ],
  [
    'an engine imports no feature',
    'enginesKnowNoFeature',
    { 'src/store/a.ts': "import '../features/snooze/feature.ts';" },
    'src/store/a.ts:1',
  ],
];

keepsRules(rules, law);
