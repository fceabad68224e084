import { useI18n } from '../i18n';
import { useNow } from '../lib/now';
import { remaining } from '../lib/time';
import classes from './Countdown.module.css';
import { DateTime } from './DateTime';

interface CountdownProps {
  until: string;
  /** Under this many hours it is drawn as urgent. */
  urgentHours?: number;
}

/** What is left until a deadline, ticking; a screen reader hears the deadline itself and is not interrupted every second. */
export function Countdown({ until, urgentHours = 12 }: CountdownProps) {
  const { t } = useI18n();
  const left = remaining(until, useNow());
  const hoursLeft = left.days * 24 + left.hours;
  const urgency = left.passed ? 'passed' : hoursLeft < urgentHours ? 'urgent' : 'calm';
  const text = left.passed
    ? t('ui.countdown.passed')
    : left.days > 0
      ? t('ui.countdown.days', { days: left.days, hours: left.hours })
      : left.hours > 0
        ? t('ui.countdown.hours', { hours: left.hours, minutes: left.minutes })
        : t('ui.countdown.minutes', { minutes: left.minutes, seconds: left.seconds });
  return (
    <span className={classes.countdown} data-urgency={urgency}>
      <span aria-hidden="true" className="tabular">
        {text}
      </span>
      <span className={classes.deadline}>
        <DateTime at={until} />
      </span>
    </span>
  );
}
