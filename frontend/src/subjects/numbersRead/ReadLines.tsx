import { Button, Group, Stack, Text } from '@mantine/core';
import { useI18n } from '../../i18n';
import classes from './numbersRead.module.css';
import { alike, allWritten, without, written } from './readings';
import type { NumberLine } from './useNumbersRead';

const SHOWN = 20;

interface UnclearProps {
  text: string;
  lines: readonly NumberLine[];
  onText: (text: string) => void;
}

/** The lines that may be several things, each with all it may be; whoever wrote them says which, line by line or for all that are alike. */
export function Unclear({ text, lines, onText }: UnclearProps) {
  const { t } = useI18n();
  if (lines.length === 0) return null;
  return (
    <section aria-labelledby="unclear" className={classes.unclear}>
      <Text id="unclear" fw={600} size="sm">
        {t('new.unclear')}
      </Text>
      <Text size="sm" c="dimmed">
        {t('new.unclearText')}
      </Text>
      <Group gap="xs">
        {alike(lines).map(([readAs, of]) => (
          <Button key={readAs} size="xs" variant="default" onClick={() => onText(allWritten(text, of, readAs))}>
            {t(`new.readAllAs.${readAs}`, { count: of.length })}
          </Button>
        ))}
      </Group>
      <Stack component="ol" gap="sm" className={classes.choices}>
        {lines.slice(0, SHOWN).map((line) => (
          <Choice key={`${line.line} ${line.text}`} line={line} text={text} onText={onText} />
        ))}
      </Stack>
      {lines.length > SHOWN && <Text size="sm">{t('new.moreUnclear', { count: lines.length - SHOWN })}</Text>}
    </section>
  );
}

function Choice({ text, line, onText }: { text: string; line: NumberLine; onText: (text: string) => void }) {
  const { t } = useI18n();
  return (
    <li aria-label={`${t('new.line')} ${line.line}: ${line.text}`}>
      <Text size="sm" fw={500} className="tabular" component="span">
        {t('new.line')} {line.line}: {line.text}
      </Text>
      <Stack gap={4} mt={4} align="flex-start">
        {line.readings.map((reading) => (
          <Button
            key={reading.written}
            variant="default"
            size="compact-sm"
            className={classes.reading}
            aria-label={t('new.readAs', { line: line.line, reading: reading.understood })}
            onClick={() => onText(written(text, line, reading.written))}
          >
            {reading.understood}
          </Button>
        ))}
        <Button variant="subtle" size="compact-sm" onClick={() => onText(without(text, line))}>
          {t('new.leaveLine', { line: line.line })}
        </Button>
      </Stack>
    </li>
  );
}

/** The single numbers that were read, each as it was understood. */
export function Understood({ lines }: { lines: readonly NumberLine[] }) {
  const { t } = useI18n();
  const single = lines.filter(({ numbers }) => numbers.length === 1);
  if (single.length === 0) return null;
  return (
    <details className={classes.range}>
      <summary>{t('new.understood')}</summary>
      <ul className={classes.understood}>
        {single.map((line) => (
          <li key={line.numbers[0]} className="tabular">
            {line.text} → {line.understood}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The ranges that were read, each with all of its numbers. */
export function Ranges({ lines }: { lines: readonly NumberLine[] }) {
  const { t } = useI18n();
  const ranges = lines.filter(({ numbers }) => numbers.length > 1);
  if (ranges.length === 0) return null;
  return (
    <section aria-labelledby="ranges">
      <Text id="ranges" fw={600} size="sm">
        {t('new.ranges')}
      </Text>
      {ranges.map((line) => (
        <details key={`${line.line} ${line.text}`} className={classes.range}>
          <summary>
            <span className="tabular">{line.text}</span>: {t('new.rangeOf', { count: line.numbers.length })}
          </summary>
          <ul className={classes.present}>
            {line.numbers.map((number) => (
              <li key={number} className="tabular">
                {number}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

export interface RefusedLine {
  line: number;
  text: string;
  why: string;
}

/** The lines that cannot be used, each with the reason. */
export function Refused({ lines }: { lines: readonly RefusedLine[] }) {
  const { t } = useI18n();
  if (lines.length === 0) return null;
  return (
    <table className={classes.refused}>
      <caption>{t('new.refusedLines')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('new.line')}</th>
          <th scope="col">{t('new.raw')}</th>
          <th scope="col">{t('numbers.reason')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={`${line.line} ${line.text} ${line.why}`}>
            <td className="tabular">{line.line}</td>
            <td className="tabular">{line.text}</td>
            <td>{line.why}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
