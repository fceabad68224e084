import { Fragment } from 'react';
import { type I18n, type MessageKey, useI18n } from '../../i18n';
import { plainLabel } from '../../subjects/requestFields';
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
        {attempt.diff.map(({ field, before, after }) => (
          <Fragment key={field}>
            <dt>{differenceLabel(field, i18n)}</dt>
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

const LABELS: Record<string, MessageKey> = {
  'subscriber.name': 'requests.subscriber',
  'subscriber.authorised_person': 'requests.authorizedPerson',
  'subscriber.account_number': 'requests.accountNumber',
  'subscriber.btn': 'requests.btn',
  'subscriber.pin': 'requests.pin',
  requested_date: 'requests.requested',
  number_blocks: 'requests.blocks',
};

function differenceLabel(field: string, { t, words }: I18n): string {
  const label = LABELS[field];
  if (label) return t(label);
  const [group, name = ''] = field.split('.');
  if (group === 'documents') return (words.documentKind as Record<string, string>)[name] ?? plainLabel(field);
  return plainLabel(field);
}
