import { Fragment } from 'react';
import { useI18n } from '../../i18n';
import { labelOf } from '../../subjects/fieldLabels';
import { DateTime } from '../../ui/DateTime';
import { Section } from '../../ui/Page';
import type { RequestDetail } from './detail';
import classes from './RequestPage.module.css';

/** Every time the order went to the carrier, and how far it came. */
export function Attempts({ attempts }: { attempts: RequestDetail['attempts'] }) {
  const { t } = useI18n();
  if (attempts.length === 0) return null;
  return (
    <Section title={t('request.attempts')}>
      <table className={classes.attempts}>
        <thead>
          <tr>
            <th scope="col">{t('numbers.attempt')}</th>
            <th scope="col">{t('requests.numbers')}</th>
            <th scope="col">{t('request.attemptSent')}</th>
            <th scope="col">{t('request.attemptVerified')}</th>
            <th scope="col">{t('numbers.handedOver')}</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map((attempt) => (
            <tr key={attempt.id}>
              <td className="tabular">{attempt.no}</td>
              <td className="tabular">{attempt.numberCount}</td>
              <td>
                <DateTime at={attempt.createdAt} />
              </td>
              <td>
                <DateTime at={attempt.verifiedAt} />
              </td>
              <td>
                <DateTime at={attempt.handedOverAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {attempts.map((attempt) => (
        <Differences key={attempt.id} attempt={attempt} />
      ))}
    </Section>
  );
}

type Attempt = RequestDetail['attempts'][number];

/** What an attempt sent otherwise than the one before it. */
function Differences({ attempt }: { attempt: Attempt }) {
  const i18n = useI18n();
  const { t } = i18n;
  if (attempt.diff.length === 0) return null;
  return (
    <div className={classes.differences}>
      <strong>{t('request.attemptChanged', { no: attempt.no })}</strong>
      <dl>
        {attempt.diff.map(({ field, before, after, ...called }) => (
          <Fragment key={field}>
            <dt>{labelOf(called, i18n)}</dt>
            <dd>
              {before !== null && (
                <>
                  <del>{before}</del> →{' '}
                </>
              )}
              <ins>{after ?? t('request.nothing')}</ins>
            </dd>
          </Fragment>
        ))}
      </dl>
    </div>
  );
}
