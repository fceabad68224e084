import { SegmentedControl, Stack } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useMutation } from 'urql';
import { OnlyFor } from '../../actions/IfMay';
import {
  type Language,
  PortInReasonWordDocument,
  PortOutRejectReasonWordDocument,
  ReasonWordsDocument,
} from '../../gql';
import { LOCALES, useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { problemsOf } from '../../subjects/profiles/problems';
import { Failed } from '../../ui/Failed';
import { Page, Section } from '../../ui/Page';
import { SkeletonRows } from '../../ui/states';
import { toast } from '../../ui/toast';
import { ReasonWords } from './ReasonWords';

/** The reasons for which ports are sent back, with the operator's own words beside the shipped ones. */
export function Reasons() {
  const { t } = useI18n();
  const [language, setLanguage] = useState<Language>('EN');
  const read = useRead(
    ReasonWordsDocument,
    useMemo(() => ({ language }), [language]),
  );
  const { portIn, portOut } = useWording(language, read.refresh);
  const languages = LOCALES.map(({ value, label }) => ({ value: value.toUpperCase(), label }));
  return (
    <Page title={t('nav.reasons')}>
      <SegmentedControl
        aria-label={t('app.language')}
        data={languages}
        value={language}
        onChange={(chosen) => setLanguage(chosen as Language)}
        mb="md"
        style={{ flexShrink: 0, alignSelf: 'flex-start' }}
      />
      {read.failure ? (
        <Failed failure={read.failure} onRetry={read.refresh} />
      ) : !read.data ? (
        <SkeletonRows rows={12} />
      ) : (
        <OnlyFor permission="REASON_WORD">
          <Stack gap="xl">
            <Section title={t('reason.portIns')}>
              {read.data.portInReasons.map((reason) => (
                <ReasonWords
                  key={`${language} ${reason.code} ${reason.ownVersion}`}
                  reason={reason}
                  onSave={(said) => portIn({ ...said, code: reason.code, expectedVersion: reason.ownVersion })}
                />
              ))}
            </Section>
            <Section title={t('reason.portOuts')}>
              {read.data.portOutRejectReasons.map((reason) => (
                <ReasonWords
                  key={`${language} ${reason.code} ${reason.ownVersion}`}
                  reason={reason}
                  onSave={(said) => portOut({ ...said, code: reason.code, expectedVersion: reason.ownVersion })}
                />
              ))}
            </Section>
          </Stack>
        </OnlyFor>
      )}
    </Page>
  );
}

type Asked<Variables> = Variables extends { input: infer Input } ? Omit<Input, 'language' | 'idempotencyKey'> : never;

/** How words are kept; each answers what is wrong with them, or nothing. */
function useWording(language: Language, refresh: () => void) {
  const { t } = useI18n();
  const [, wordPortIn] = useMutation(PortInReasonWordDocument);
  const [, wordPortOut] = useMutation(PortOutRejectReasonWordDocument);
  const told = (result: { __typename: string } | undefined): string => {
    if (result?.__typename !== 'PortInReason' && result?.__typename !== 'PortOutRejectReason')
      return problemsOf(result, t('action.notSent'))
        .map(({ message }) => message)
        .join(' ');
    toast('done', t('reason.saved'));
    refresh();
    return '';
  };
  const portIn = async (asked: Asked<Parameters<typeof wordPortIn>[0]>) =>
    told((await wordPortIn({ input: { ...asked, language } })).data?.portInReasonWord);
  const portOut = async (asked: Asked<Parameters<typeof wordPortOut>[0]>) =>
    told((await wordPortOut({ input: { ...asked, language } })).data?.portOutRejectReasonWord);
  return { portIn, portOut };
}
