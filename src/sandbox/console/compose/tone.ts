const RATE = 8000;
const NOTES_HZ = [523, 659, 784];
const NOTE_SECONDS = 0.7;
const HEADER_BYTES = 44;

export const TONE_SECONDS = Math.round(NOTE_SECONDS * NOTES_HZ.length);

/** Three notes as a WAV file, for a person without a microphone and without a sound file. */
export function makeTone(): Blob {
  const perNote = Math.floor(RATE * NOTE_SECONDS);
  const count = perNote * NOTES_HZ.length;
  const data = new DataView(new ArrayBuffer(HEADER_BYTES + count * 2));
  const write = (at: number, text: string): void => {
    for (let index = 0; index < text.length; index += 1) data.setUint8(at + index, text.charCodeAt(index));
  };
  write(0, 'RIFF');
  data.setUint32(4, HEADER_BYTES - 8 + count * 2, true);
  write(8, 'WAVEfmt ');
  data.setUint32(16, 16, true);
  data.setUint16(20, 1, true); // PCM
  data.setUint16(22, 1, true); // mono
  data.setUint32(24, RATE, true);
  data.setUint32(28, RATE * 2, true);
  data.setUint16(32, 2, true);
  data.setUint16(34, 16, true);
  write(36, 'data');
  data.setUint32(40, count * 2, true);
  for (let index = 0; index < count; index += 1) {
    const inNote = index % perNote;
    const swell = Math.sin((Math.PI * inNote) / perNote);
    const wave = Math.sin((2 * Math.PI * (NOTES_HZ[Math.floor(index / perNote)] ?? 0) * inNote) / RATE);
    data.setInt16(HEADER_BYTES + index * 2, Math.round(wave * swell * 9000), true);
  }
  return new Blob([data], { type: 'audio/wav' });
}
