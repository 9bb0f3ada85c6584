/** Texts are parsed as UTF-8 bytes, because errors name byte offsets (TELEGRAM.md §2.1). 0 stands behind the end. */
export type Bytes = { at(index: number): number; slice(start: number, end: number): string; length: number };

export function bytesOf(text: string): Bytes {
  const buffer = Buffer.from(text);
  return {
    at: (index) => buffer[index] ?? 0,
    slice: (start, end) => buffer.toString('utf8', start, end),
    length: buffer.length,
  };
}

/** Collects the plain text and counts its UTF-16 units. */
export type PlainText = {
  add(byte: number): void;
  addText(text: string): void;
  units: number;
  read(): string;
  from(unit: number): string;
};

export function createPlainText(): PlainText {
  const bytes: number[] = [];
  const plain: PlainText = {
    units: 0,
    add(byte) {
      if (byte < 0x80 || byte >= 0xc0) plain.units += byte >= 0xf0 ? 2 : 1;
      bytes.push(byte);
    },
    addText(text) {
      plain.units += text.length;
      bytes.push(...Buffer.from(text));
    },
    read: () => Buffer.from(bytes).toString(),
    from: (unit) => plain.read().slice(unit),
  };
  return plain;
}

export function isBlank(byte: number): boolean {
  return byte === 0 || byte === 32 || (byte >= 9 && byte <= 13);
}

export function code(letter: string): number {
  return letter.charCodeAt(0);
}
