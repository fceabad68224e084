/**
 * Reading phone numbers that people paste, before the server judges them: lists in any shape, ranges, CSV columns.
 * Whether a number exists and where it belongs is the server's answer; here only what cannot be a number is refused.
 */

type RefusedBecause = 'letters' | 'tooShort' | 'tooLong' | 'range' | 'rangeTooLong' | 'duplicate';

export interface AcceptedLine {
  line: number;
  raw: string;
  number: string;
}

interface RefusedLine {
  line: number;
  raw: string;
  because: RefusedBecause;
}

export interface PastedNumbers {
  accepted: AcceptedLine[];
  refused: RefusedLine[];
}

const LONGEST_RANGE = 1_000;
const WHOLE_NUMBER = 10;
const RANGE = /^(\+?[\d\s().]+?)\s*(?:-|–|—|\.\.|to)\s*(\d{1,6})$/i;
const HEADERS = /^(phone ?)?(number|numbers|telephone|telefoonnummer|nummer|rufnummer|msisdn|e\.?164|did)s?$/i;

/** Splits what was pasted into lines and cells; a spreadsheet column, a CSV column and a comma list all read alike. */
export function readPasted(text: string): PastedNumbers {
  const accepted: AcceptedLine[] = [];
  const refused: RefusedLine[] = [];
  const seen = new Set<string>();
  text.split(/\r?\n/).forEach((content, index) => {
    for (const cell of cells(content)) {
      readCell(cell, index + 1, seen, accepted, refused);
    }
  });
  return { accepted, refused };
}

function cells(line: string): string[] {
  return line
    .split(/[,;\t|]/)
    .map((cell) => cell.replace(/^["'\s]+|["'\s]+$/g, ''))
    .filter((cell) => cell !== '' && !HEADERS.test(cell));
}

function readCell(
  raw: string,
  line: number,
  seen: Set<string>,
  accepted: AcceptedLine[],
  refused: RefusedLine[],
): void {
  const range = expandRange(raw);
  if (range === 'range' || range === 'rangeTooLong') {
    refused.push({ line, raw, because: range });
    return;
  }
  for (const number of range) {
    const because = cannotBe(number) ?? (seen.has(digitsOf(number)) ? 'duplicate' : undefined);
    if (because) {
      refused.push({ line, raw: range.length > 1 ? number : raw, because });
    } else {
      seen.add(digitsOf(number));
      accepted.push({ line, raw, number });
    }
  }
}

/** `+35319609036-46` is eleven numbers: the last digits of the first are replaced by the end of the range. */
export function expandRange(raw: string): string[] | 'range' | 'rangeTooLong' {
  const match = RANGE.exec(raw);
  const head = match?.[1] ?? '';
  const tail = match?.[2] ?? '';
  // "+44 20 7946-0958" is one number written with a dash: a range starts at a whole number, ten digits or more.
  if (!match || digitsOf(head).length < WHOLE_NUMBER) return [normal(raw)];
  const start = normal(head);
  const digits = start.replace('+', '');
  const from = Number(digits.slice(-tail.length));
  const to = Number(tail);
  if (to < from) return 'range';
  if (to - from >= LONGEST_RANGE) return 'rangeTooLong';
  const stem = start.slice(0, start.length - tail.length);
  return Array.from({ length: to - from + 1 }, (_, step) => stem + String(from + step).padStart(tail.length, '0'));
}

function cannotBe(number: string): RefusedBecause | undefined {
  if (/[^\d+]/.test(number) || /.\+/.test(number)) return 'letters';
  const length = digitsOf(number).length;
  if (length < 6) return 'tooShort';
  return length > 15 ? 'tooLong' : undefined;
}

/** Drops what people put between digits; `00` in front is the international prefix. */
export function normal(raw: string): string {
  const bare = raw.replace(/\(0\)/g, '').replace(/[\s().\-–/\u00a0]/g, '');
  return bare.startsWith('00') ? `+${bare.slice(2)}` : bare;
}

function digitsOf(number: string): string {
  return number.replace(/\D/g, '');
}
