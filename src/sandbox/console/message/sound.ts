import { h, icon } from '../page/element.ts';
import { t } from '../page/language.ts';
import { fileCard } from './card.ts';
import { fileAddress, lengthOf, type SeenFile } from './file-address.ts';

type Holder = { element: HTMLElement; draw(): void; fail(): void };
type Sound = { source: string; audio: HTMLAudioElement; holders: Set<Holder> };

/** Played sounds, each with the elements that show the sound. A message that is drawn again goes on at its place. */
const sounds = new Map<string, Sound>();
const TICKS = ['timeupdate', 'play', 'pause', 'ended'];

function soundOf(key: string, source: string): Sound {
  const known = sounds.get(key);
  if (known?.source === source) return known;
  const sound: Sound = { source, audio: new Audio(), holders: new Set() };
  sound.audio.preload = 'none';
  sound.audio.src = source;
  const notify = (): void => {
    for (const holder of sound.holders) if (!holder.element.isConnected) sound.holders.delete(holder);
    if (sound.holders.size === 0) sound.audio.pause();
    for (const holder of sound.holders) holder.draw();
  };
  for (const name of TICKS) sound.audio.addEventListener(name, notify);
  sound.audio.addEventListener('error', () => {
    for (const holder of sound.holders) holder.fail();
    sounds.delete(key);
  });
  sounds.set(key, sound);
  return sound;
}

/** A player for a voice message or a piece of music. One sound plays at a time. `key` names the message. */
export function soundPlayer(key: string, kind: 'audio' | 'voice', file: SeenFile): HTMLElement {
  const { audio, holders } = soundOf(key, fileAddress(file));
  const total = Math.max(1, file.duration ?? 1);
  const name = file.title ?? file.file_name ?? t(kind);
  const about = [file.performer, name === t(kind) ? null : t(kind)].filter(Boolean).join(' · ');
  const button = h('button', { type: 'button', class: 'card-icon', onclick: () => toggle(audio) });
  const place: HTMLInputElement = h('input', {
    type: 'range',
    class: 'sound-place',
    min: 0,
    max: total,
    step: 0.1,
    value: 0,
    'aria-label': t('position'),
    oninput: () => {
      audio.currentTime = Number(place.value);
      draw();
    },
  });
  const time = h('span', { class: 'sound-time' });
  const element = h(
    'div',
    { class: `sound ${kind}`, role: 'group', 'aria-label': name },
    button,
    h(
      'div',
      { class: 'card-words' },
      kind === 'audio' ? h('b', {}, name) : null,
      place,
      h('small', {}, kind === 'audio' ? h('span', {}, about) : null, time),
    ),
  );
  holders.add({ element, draw, fail: () => element.replaceWith(fileCard(kind, file)) });

  function draw(): void {
    const at = Math.min(audio.ended ? 0 : audio.currentTime, total);
    const label = t(audio.paused ? 'play' : 'pause');
    if (button.title !== label) button.replaceChildren(icon(audio.paused ? 'play' : 'pause'));
    button.title = label;
    button.setAttribute('aria-label', `${label}: ${name}`);
    place.value = String(at);
    place.style.setProperty('--done', `${(at / total) * 100}%`);
    place.setAttribute('aria-valuetext', `${lengthOf(at)} / ${lengthOf(total)}`);
    time.textContent = at === 0 ? lengthOf(total) : `${lengthOf(at)} / ${lengthOf(total)}`;
  }
  draw();
  return element;
}

function toggle(audio: HTMLAudioElement): void {
  if (!audio.paused) {
    audio.pause();
    return;
  }
  for (const other of sounds.values()) if (other.audio !== audio) other.audio.pause();
  // The `error` event reports a sound that cannot be played, and shows the file instead.
  audio.play().catch(() => undefined);
}
