import { h, icon } from '../page/element.js';
import { t } from '../page/language.js';
import { fileCard } from './card.js';
import { fileAddress, lengthOf } from './file-address.js';

/** Every sound that was played, with what shows it: a message that is drawn anew goes on where it was. */
const sounds = new Map();
const TICKS = ['timeupdate', 'play', 'pause', 'ended'];

function soundOf(key, source) {
  const known = sounds.get(key);
  if (known?.source === source) return known;
  const sound = { source, audio: new Audio(), holders: new Set() };
  sound.audio.preload = 'none';
  sound.audio.src = source;
  const tell = () => {
    for (const holder of sound.holders) if (!holder.element.isConnected) sound.holders.delete(holder);
    if (sound.holders.size === 0) sound.audio.pause();
    for (const holder of sound.holders) holder.draw();
  };
  for (const name of TICKS) sound.audio.addEventListener(name, tell);
  sound.audio.addEventListener('error', () => {
    for (const holder of sound.holders) holder.fail();
    sounds.delete(key);
  });
  sounds.set(key, sound);
  return sound;
}

/** A voice message or a piece of music, to be played where it stands. One plays at a time. `key` names the message. */
export function soundPlayer(key, kind, file) {
  const { audio, holders } = soundOf(key, fileAddress(file));
  const total = Math.max(1, file.duration ?? 1);
  const name = file.title ?? file.file_name ?? t(kind);
  const about = [file.performer, name === t(kind) ? null : t(kind)].filter(Boolean).join(' · ');
  const button = h('button', { type: 'button', class: 'card-icon', onclick: toggle });
  const place = h('input', {
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
  const holder = {
    element,
    draw,
    fail: () => element.replaceWith(fileCard(kind, file)),
  };
  holders.add(holder);

  function toggle() {
    if (!audio.paused) {
      audio.pause();
      return;
    }
    for (const other of sounds.values()) if (other.audio !== audio) other.audio.pause();
    audio.play().catch(() => {}); // Why it cannot be played comes as an event, and shows the file instead.
  }

  function draw() {
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
