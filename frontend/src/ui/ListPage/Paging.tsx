import { type Translate, useI18n } from '../../i18n';
import { COUNTED_UP_TO } from '../../lib/list';
import { LinkButton } from '../links';
import { ListFoot } from '../Toolbar';

interface PagingProps {
  shown: number;
  total?: number;
  /** Where this page begins; none is the first. */
  after: string | undefined;
  next: string | null;
}

/** How much of the list is on the page, and the way to the rest. */
export function Paging({ shown, total, after, next }: PagingProps) {
  const { t } = useI18n();
  return (
    <ListFoot>
      <span className="tabular">{told(t, shown, total)}</span>
      {after && <PageLink after={undefined} label={t('ui.firstPage')} />}
      {next && <PageLink after={next} label={t('ui.nextPage')} />}
    </ListFoot>
  );
}

function told(t: Translate, shown: number, total: number | undefined) {
  if (total === undefined) return t('ui.rowsShown', { count: shown });
  if (total > COUNTED_UP_TO) return t('ui.shownOfMore', { shown, total: COUNTED_UP_TO });
  return t('ui.shownOf', { shown, total });
}

function PageLink({ after, label }: { after: string | undefined; label: string }) {
  return (
    <LinkButton to="." search={(before) => ({ ...before, after })} variant="subtle" size="compact-sm">
      {label}
    </LinkButton>
  );
}
