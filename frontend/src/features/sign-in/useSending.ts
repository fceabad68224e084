import { type FormEvent, useState } from 'react';
import { useI18n } from '../../i18n';
import { HttpProblem } from '../../lib/http';

/** A form of a page for people who are nobody yet: what is wrong is said at its field, else below. */
export function useSending(send: (text: (name: string) => string) => Promise<void>) {
  const { t } = useI18n();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<{ sentence: string; fields: HttpProblem['fields'] } | null>(null);
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFailed(null);
    try {
      await send((name) => String(form.get(name) ?? ''));
    } catch (failure) {
      const known = failure instanceof HttpProblem && failure.message !== '' ? failure : null;
      setFailed({ sentence: known?.message ?? t('ui.errorOffline'), fields: known?.fields ?? [] });
    } finally {
      setBusy(false);
    }
  };
  const errorOf = (path: string) => failed?.fields.find((field) => field.path === path)?.message;
  return {
    busy,
    problem: failed && failed.fields.length === 0 ? failed.sentence : null,
    errorOf,
    onSubmit: (event: FormEvent<HTMLFormElement>) => void onSubmit(event),
  };
}
