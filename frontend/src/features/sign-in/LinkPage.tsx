import { Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { useI18n } from '../../i18n';
import { LinkAnchor } from '../../ui/links';
import { Notice } from '../../ui/Notice';
import { Card } from './Card';
import { type LinkFacts, type Purpose, useLink } from './useLink';

interface LinkPageProps {
  purpose: Purpose;
  title: string;
  children: (facts: LinkFacts, token: string) => ReactNode;
}

/** A page that a letter leads to: what can be done with its link, or that it works no more. */
export function LinkPage({ purpose, title, children }: LinkPageProps) {
  const { t } = useI18n();
  const { facts, problem, token } = useLink(purpose);
  if (facts) return children(facts, token);
  return (
    <Card title={title}>
      {problem === undefined ? (
        <Loader aria-label={t('ui.loading')} />
      ) : (
        <Notice tone="bad" urgent>
          {problem || t('ui.errorOffline')}
        </Notice>
      )}
      <LinkAnchor to="/sign-in">{t('signIn.title')}</LinkAnchor>
    </Card>
  );
}
