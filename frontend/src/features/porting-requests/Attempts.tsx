import { useI18n } from '../../i18n';
import { DateTime } from '../../ui/DateTime';
import { Section } from '../../ui/Page';
import type { RequestDetail } from './RequestPage';
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
              <td className="tabular">{attempt.numbers.length}</td>
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
    </Section>
  );
}
