import { Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { type FormEvent, useMemo, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { ActionBar } from '../../actions/ActionBar';
import { type NumberRowFragment, PortingRequestUpdateDocument, RequirementDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { sentencesOf } from '../../lib/errors';
import { fieldLabel } from '../../subjects/fieldLabels';
import { LosingCarrierField } from '../../subjects/LosingCarrierField';
import { losingCarrierInput, losingCarrierOf } from '../../subjects/losingCarrier';
import { numberSetting, numberSubject } from '../../subjects/numbers/bulk';
import { type FieldNeed, RequestField } from '../../subjects/RequestField';
import {
  fieldInput,
  fieldOfPath,
  fieldsAsked,
  fieldValues,
  LOSING_CARRIER,
  secretsGiven,
} from '../../subjects/requestFields';
import { Notice } from '../../ui/Notice';
import { Section } from '../../ui/Page';
import { Problems } from '../../ui/Problems';
import { toast } from '../../ui/toast';
import type { RequestDetail } from './detail';

/**
 * What the losing carrier rejected, with exactly the fields that its reasons are about. It shows where the server offers to
 * resubmit; what may be changed, and whether enough was, is the server's to say.
 */
export function Corrections({ request, onChanged }: { request: RequestDetail; onChanged: () => void }) {
  const { t, words } = useI18n();
  const waiting = useMemo(() => request.numbers.edges.map((edge) => edge.node).filter(isToCorrect), [request.numbers]);
  if (waiting.length === 0) return null;
  const reasons = reasonsOf(waiting);
  const fields = [...new Set(reasons.flatMap((reason) => reason.fields))];
  const documents = [...new Set(reasons.flatMap((reason) => reason.documents))];
  const resubmit = waiting.map((row) => {
    const subject = numberSubject(row);
    return { ...subject, availableActions: subject.availableActions.filter((offer) => offer.action === 'RESUBMIT') };
  });
  return (
    <Section title={t('correct.title', { count: waiting.length })}>
      <Stack gap="md">
        <Notice tone="warn">
          {reasons.map((reason) => (
            <div key={reason.code}>
              {reason.ownText ?? reason.text} ({reason.numbers.slice(0, 4).join(', ')}
              {reason.numbers.length > 4 && ` +${reason.numbers.length - 4}`})
            </div>
          ))}
        </Notice>
        {fields.length > 0 && (
          <CorrectionForm key={fields.join()} request={request} fields={fields} onChanged={onChanged} />
        )}
        {documents.length > 0 && (
          <Text size="sm">
            {t('correct.documents', { documents: documents.map((kind) => words.documentKind[kind]).join(', ') })}
          </Text>
        )}
        <Group gap="xs">
          <ActionBar kind="portingNumber" subjects={resubmit} setting={numberSetting(waiting)} onDone={onChanged} />
        </Group>
      </Stack>
    </Section>
  );
}

interface CorrectionFormProps {
  request: RequestDetail;
  fields: readonly string[];
  onChanged: () => void;
}

function CorrectionForm({ request, fields: asked, onChanged }: CorrectionFormProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const [values, setValues] = useState(() => fieldValues(request));
  const [problems, setProblems] = useState<readonly { path: string; message: string }[]>([]);
  const [{ fetching }, update] = useMutation(PortingRequestUpdateDocument);
  const [{ data }] = useQuery({
    query: RequirementDocument,
    variables: { country: request.country, numberType: request.numberType },
  });
  const [carrier, setCarrier] = useState(() => losingCarrierOf(request));
  const asksCarrier = asked.includes(LOSING_CARRIER);
  const fields = fieldsAsked(asked, data?.requirement?.fields ?? []);
  const kept = secretsGiven(request);
  const needOf = (name: string): FieldNeed =>
    data?.requirement?.fields.find((need) => need.name === name) ?? {
      name,
      label: fieldLabel(name, i18n),
      required: false,
    };
  const errorOf = (name: string) => problems.find((problem) => fieldOfPath(problem.path) === name)?.message;
  const shown = asksCarrier ? [...fields, LOSING_CARRIER] : fields;
  const others = problems.filter((problem) => !shown.includes(fieldOfPath(problem.path)));

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const input = {
      id: request.id,
      expectedVersion: request.version,
      ...fieldInput(values, fields),
      ...(asksCarrier ? losingCarrierInput(carrier) : {}),
    };
    const { data: answer } = await update({ input });
    const result = answer?.portingRequestUpdate;
    if (result?.__typename === 'PortingRequest') {
      setProblems([]);
      toast('done', t('correct.saved'), request.reference);
      onChanged();
    } else if (result?.__typename === 'InvalidInput') {
      setProblems(result.fields);
    } else {
      const refused = result && 'message' in result ? sentencesOf(result) : [t('action.notSent')];
      setProblems(refused.map((message) => ({ path: '', message })));
    }
  };
  if (shown.length === 0) return null;
  return (
    <form onSubmit={(event) => void onSubmit(event)} noValidate>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="sm" style={{ alignItems: 'end' }}>
          {asksCarrier && (
            <LosingCarrierField
              value={carrier}
              country={request.country}
              error={errorOf(LOSING_CARRIER)}
              onChange={setCarrier}
            />
          )}
          {fields.map((name) => (
            <RequestField
              key={name}
              need={needOf(name)}
              value={values[name] ?? ''}
              error={errorOf(name)}
              kept={kept.includes(name)}
              onChange={(value) => setValues({ ...values, [name]: value })}
            />
          ))}
        </SimpleGrid>
        <Problems sentences={others.map((problem) => problem.message)} />
        <Group>
          <Button type="submit" variant="default" loading={fetching}>
            {t('correct.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function isToCorrect(row: NumberRowFragment): boolean {
  return row.statusReasons.length > 0 && row.availableActions.some((offer) => offer.action === 'RESUBMIT');
}

/** Each reason once, with the numbers it stands against. */
function reasonsOf(rows: readonly NumberRowFragment[]) {
  const found = new Map<string, NumberRowFragment['statusReasons'][number] & { numbers: string[] }>();
  for (const row of rows) {
    for (const reason of row.statusReasons) {
      const known = found.get(reason.code) ?? { ...reason, numbers: [] };
      known.numbers.push(row.display);
      found.set(reason.code, known);
    }
  }
  return [...found.values()];
}
