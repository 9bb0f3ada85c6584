import type { ClientText } from '../../../machines/client/effect.ts';
import { fullName, type Profile } from '../../../machines/client/post-text.ts';
import type { ClientId } from '../../../machines/ids.ts';
import { fillTemplate } from '../../i18n/template.ts';
import type { Texts } from '../../i18n/texts.ts';
import type { CompanyTexts } from '../delivery.ts';

type Voice = { texts: Texts; company(): CompanyTexts; logDays: number; collect(): 'full' | 'minimal' };

/** What the desk itself says to a client: the company's own words, else the catalogue's. */
export function clientText(text: ClientText, id: ClientId, profile: Profile, voice: Voice): string {
  const template = text === 'help' ? null : voice.company()[text];
  if (template !== null) return fillTemplate(template, { ...profile, name: fullName(profile), id });
  switch (text) {
    case 'start':
      return voice.texts.say('start', { 'first-name': profile.firstName });
    case 'terms':
      return voice.texts.say('terms', { days: voice.logDays, collect: voice.collect() });
    case 'help':
      return voice.texts.say('client-help');
    case 'restart':
    case 'end':
      return voice.texts.say(text);
  }
}
