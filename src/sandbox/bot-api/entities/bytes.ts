/** Texts are parsed as UTF-8 bytes, because errors name byte offsets (FACTS.md #45). 0 stands behind the end. */
export type Bytes = { at(index: number): number; slice(start: number, end: number): string; length: number };

export function bytesOf(text: string): Bytes {
  const buffer = Buffer.from(text);
  return {
    at(index) {
      return buffer[index] ?? 0;
    },
    slice(start, end) {
      return buffer.toString('utf8', start, end);
    },
    length: buffer.length,
  };
}

/** Collects the plain text and counts the UTF-16 units. The plain text is never longer than the source. */
export type PlainText = {
  add(byte: number): void;
  addText(text: string): void;
  units: number;
  read(): string;
  from(unit: number): string;
};

export function createPlainText(input: Bytes): PlainText {
  const bytes = Buffer.allocUnsafe(input.length);
  let size = 0;
  const plain: PlainText = {
    units: 0,
    add(byte) {
      if (byte < 0x80 || byte >= 0xc0) plain.units += byte >= 0xf0 ? 2 : 1;
      bytes[size] = byte;
      size += 1;
    },
    addText(text) {
      plain.units += text.length;
      size += bytes.write(text, size);
    },
    read() {
      return bytes.toString('utf8', 0, size);
    },
    from(unit) {
      return plain.read().slice(unit);
    },
  };
  return plain;
}

export function isBlank(byte: number): boolean {
  return byte === 0 || byte === 32 || (byte >= 9 && byte <= 13);
}

export function code(letter: string): number {
  return letter.charCodeAt(0);
}
