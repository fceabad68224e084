import { Button, Text } from '@mantine/core';
import { useI18n } from '../../i18n';
import { Notice } from '../../ui/Notice';
import { Ranges, Refused, Unclear, Understood } from './ReadLines';
import { countOf, type Entry } from './readings';
import { MOST_TEXT, type NumberLine, type NumbersRead, type Reading } from './useNumbersRead';

interface JudgementProps {
  text: string;
  reading: Reading;
  numbers: readonly Entry[];
  /** What is not taken of them. */
  judged: ReadonlyMap<Entry, string>;
  onText: (text: string) => void;
}

/** What the server understood of a text of numbers, and all that is unclear or cannot be used. */
export function Judgement({ text, reading, numbers, judged, onText }: JudgementProps) {
  const { t } = useI18n();
  const lines = reading.read?.lines ?? [];
  const unclear = unclearOf(reading);
  const refused = [
    ...lines.filter(({ outcome }) => outcome === 'REFUSED').map((line) => ({ ...line, why: line.message ?? '' })),
    ...[...judged].map(([{ line, text: raw }, why]) => ({ line, text: raw, why })),
  ];
  return (
    <>
      <div aria-live="polite">
        {reading.busy && <Text size="sm">{t('new.reading')}</Text>}
        {reading.read && text !== '' && (
          <Text size="sm" fw={600}>
            {t('new.read', {
              accepted: countOf(numbers.filter((each) => !judged.has(each))),
              unclear: unclear.length,
              refused: refused.length,
            })}
          </Text>
        )}
        {unclear.length > 0 && <Text size="sm">{t('new.unclearFirst', { count: unclear.length })}</Text>}
        <Beside read={reading.read} />
      </div>
      <NotRead reading={reading} />
      <Unclear text={text} lines={unclear} onText={onText} />
      <Refused lines={refused} />
      <Ranges lines={lines} />
      <Understood lines={lines} />
    </>
  );
}

/** Which part of the text was read, where it was not all of it. */
function Beside({ read }: { read: NumbersRead | null }) {
  const { t } = useI18n();
  if (!read) return null;
  return (
    <>
      {read.heading !== null && <Text size="sm">{t('new.column', { heading: read.heading })}</Text>}
      {read.left > 0 && <Text size="sm">{t('new.notRead', { count: read.left })}</Text>}
    </>
  );
}

/** Why nobody knows yet what the text means; it can be asked again, and is by itself once the connection is back. */
function NotRead({ reading }: { reading: Reading }) {
  const { t } = useI18n();
  if (reading.unanswered === null) return null;
  const said = {
    offline: t('new.readOffline'),
    failed: t('new.readFailed'),
    tooCostly: t('new.tooManyUnclear'),
    tooLong: t('new.tooMuchText', { most: MOST_TEXT }),
  }[reading.unanswered];
  return (
    <Notice tone={reading.unanswered === 'offline' ? 'warn' : 'bad'} urgent>
      <div>{said}</div>
      {(reading.unanswered === 'offline' || reading.unanswered === 'failed') && (
        <Button size="xs" variant="default" mt="xs" onClick={reading.retry}>
          {t('ui.retry')}
        </Button>
      )}
    </Notice>
  );
}

/** The lines that whoever wrote them has to explain first. */
export function unclearOf({ read }: Reading): NumberLine[] {
  return (read?.lines ?? []).filter(({ outcome }) => outcome === 'AMBIGUOUS');
}

/** The place in the list that was sent, for problems such as `numbers.3` and `addNumbers.3`. */
export function placeOf({ path }: { path: string }): number | null {
  const match = /^(?:numbers|addNumbers)\.(\d+)/.exec(path);
  return match ? Number(match[1]) : null;
}

/** What was not taken of the entries that were sent, each with the reason. */
export function refusedBy(
  problems: readonly { path: string; message: string }[],
  sent: readonly Entry[],
): Map<Entry, string> {
  const found = new Map<Entry, string>();
  for (const problem of problems) {
    const place = placeOf(problem);
    const line = place === null ? undefined : sent[place];
    if (line) found.set(line, problem.message);
  }
  return found;
}
