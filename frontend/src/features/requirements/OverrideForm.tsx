import { Button, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { IfMay, OnlyFor } from '../../actions/IfMay';
import { RequirementOverrideDocument, type RequirementPartsQuery, RequirementRestoreDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { type FieldProblem, problemsOf } from '../../subjects/profiles/problems';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { DateTime } from '../../ui/DateTime';
import { Notice } from '../../ui/Notice';
import { Problems } from '../../ui/Problems';
import { toast } from '../../ui/toast';
import { EntriesPart } from './EntriesPart';
import { changesOf, type Parts, same } from './parts';
import { RulesPart } from './RulesPart';

type Found = RequirementPartsQuery['requirementParts'];

interface OverrideFormProps {
  found: Found;
  onSaved: () => void;
}

/** Every part with what is shipped beside it; what is left as shipped is not kept. */
export function OverrideForm({ found, onSaved }: OverrideFormProps) {
  const { t } = useI18n();
  const shipped = found.shipped as Parts | null;
  const asked = found.asked as Parts;
  const [own, setOwn] = useState(asked);
  const { save, busy, problems } = useSaving(found, onSaved);
  const [asking, setAsking] = useState(false);
  const change = (part: Partial<Parts>) => setOwn((before) => ({ ...before, ...part }) as Parts);
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const notes = own.notes.map((note) => note.trim()).filter(Boolean);
    await save(changesOf(shipped, { ...own, notes }));
  };
  const part = { shipped, own, problems, onChange: change };
  return (
    <form onSubmit={(event) => void onSubmit(event)} noValidate>
      <Stack gap="lg">
        <Standing found={found} />
        <OnlyFor permission="REQUIREMENT_OVERRIDE">
          <Stack gap="lg">
            <EntriesPart part="documents" {...part} />
            <EntriesPart part="fields" {...part} />
            <RulesPart {...part} />
          </Stack>
        </OnlyFor>
        <Problems sentences={problems.filter(({ path }) => !isShown(path)).map(({ message }) => message)} />
        <IfMay permission="REQUIREMENT_OVERRIDE">
          <Group justify="space-between">
            <Button variant="default" disabled={!found.override} onClick={() => setAsking(true)}>
              {t('override.restore')}
            </Button>
            <Button type="submit" loading={busy} disabled={same(own, asked)}>
              {t('override.save')}
            </Button>
          </Group>
        </IfMay>
      </Stack>
      {asking && (
        <ConfirmDialog
          opened
          title={t('override.restore')}
          consequence={t('override.restoreText')}
          confirmLabel={t('override.restore')}
          danger
          busy={busy}
          problems={problems.map(({ message }) => message)}
          onConfirm={() => void save({})}
          onClose={() => setAsking(false)}
        />
      )}
    </form>
  );
}

/** A problem of these stands at its field. */
function isShown(path: string): boolean {
  return /^changes\.(documents|fields|interval|answer_business_days|notes)\b./.test(`${path}.`);
}

/** Whether it is as shipped; else who changed it, and when. */
function Standing({ found }: { found: Found }) {
  const { t } = useI18n();
  const { override } = found;
  return (
    <Notice
      tone={override ? 'progress' : 'mute'}
      icon={override ? 'sliders' : 'check'}
      title={t(override ? 'override.changed' : 'override.asShipped')}
    >
      {override && (
        <Text size="sm" component="div">
          {override.changedByName && `${override.changedByName} · `}
          <DateTime at={override.updatedAt} style="full" />
        </Text>
      )}
      <Text size="sm">{t('override.effect')}</Text>
    </Notice>
  );
}

/** Keeps what differs; where nothing does any more, what was kept is taken back. */
function useSaving({ country, numberType, override: before }: Found, onSaved: () => void) {
  const { t } = useI18n();
  const [{ fetching: keeping }, keep] = useMutation(RequirementOverrideDocument);
  const [{ fetching: restoring }, restore] = useMutation(RequirementRestoreDocument);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const save = async (changes: Partial<Parts>) => {
    const target = { country, numberType, expectedVersion: before?.version ?? null };
    const result =
      Object.keys(changes).length > 0
        ? (await keep({ input: { ...target, changes } })).data?.requirementOverride
        : (await restore({ input: target })).data?.requirementRestore;
    if (result?.__typename !== 'RequirementOverride' && result?.__typename !== 'RequirementRestored') {
      setProblems(problemsOf(result, t('action.notSent')));
      return;
    }
    setProblems([]);
    toast('done', t(result.__typename === 'RequirementOverride' ? 'override.saved' : 'override.restored'));
    onSaved();
  };
  return { save, busy: keeping || restoring, problems };
}
