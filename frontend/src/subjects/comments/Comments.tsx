import { Button, Group, NativeSelect, Stack, Switch, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { IfMay } from '../../actions/IfMay';
import { useSend } from '../../actions/useSend';
import { type CommentPartsFragment, PortingRequestCommentDocument, PortOutRequestCommentDocument } from '../../gql';
import { type MessageKey, useI18n } from '../../i18n';
import { useSession } from '../../lib/session';
import { DateTime } from '../../ui/DateTime';
import { Notice } from '../../ui/Notice';
import { Section } from '../../ui/Page';
import { StatusBadge } from '../../ui/StatusBadge';
import classes from './Comments.module.css';

interface CommentsProps {
  kind: keyof typeof NEEDS;
  id: string;
  /** Newest first, as the server lists them. */
  comments: readonly CommentPartsFragment[];
  onChanged: () => void;
}

const LONGEST = 4000;
const NEEDS = { portingRequest: 'PORTING_REQUEST_COMMENT', portOut: 'PORT_OUT_REQUEST_COMMENT' } as const;

/** What people wrote about an order, the latest at the end, and the place to answer. */
export function Comments({ kind, id, comments, onChanged }: CommentsProps) {
  const { t } = useI18n();
  return (
    <Section title={t('comment.title')}>
      {comments.length === 0 ? (
        <Text size="sm" c="dimmed" mb="sm">
          {t('comment.none')}
        </Text>
      ) : (
        <ol className={classes.list}>
          {comments.toReversed().map((comment) => (
            <Comment key={comment.id} comment={comment} />
          ))}
        </ol>
      )}
      <IfMay permission={NEEDS[kind]}>
        <CommentForm key={id} kind={kind} id={id} onWritten={onChanged} />
      </IfMay>
    </Section>
  );
}

function Comment({ comment }: { comment: CommentPartsFragment }) {
  const { t, words } = useI18n();
  return (
    <li className={classes.comment} data-internal={comment.internal || undefined}>
      <div className={classes.head}>
        <strong>{comment.mine ? t('comment.you') : comment.authorName}</strong>
        <span className={classes.who}>
          {words.role[comment.authorRole]} · <DateTime at={comment.createdAt} />
        </span>
        {comment.internal && <StatusBadge tone="warn" label={t('comment.internal')} hint={t('comment.internalHint')} />}
        {comment.toCarrier && (
          <StatusBadge tone="info" label={t('comment.toCarrier')} hint={t('comment.toCarrierHint')} />
        )}
      </div>
      <p className={classes.text}>{comment.text}</p>
    </li>
  );
}

/** Who is to read a comment beside the operator's staff. */
type Readers = 'account' | 'carrier' | 'internal';

function CommentForm({ kind, id, onWritten }: { kind: keyof typeof NEEDS; id: string; onWritten: () => void }) {
  const { t } = useI18n();
  const { staff } = useSession();
  const aboutPortIn = useSend(PortingRequestCommentDocument, 'Comment');
  const aboutPortOut = useSend(PortOutRequestCommentDocument, 'Comment');
  const { busy, problems } = kind === 'portOut' ? aboutPortOut : aboutPortIn;
  const [text, setText] = useState('');
  const [readers, setReaders] = useState<Readers>('account');
  const internal = readers === 'internal';
  const send = () =>
    kind === 'portOut'
      ? aboutPortOut.send({ id, text, internal, toCarrier: readers === 'carrier' })
      : aboutPortIn.send({ id, text, internal });
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await send()).done) return;
    setText('');
    if (readers === 'carrier') setReaders('account'); // that it leaves the house is said each time; what staff keep stays with them
    onWritten();
  };
  return (
    <form onSubmit={(event) => void onSubmit(event)} className="no-print">
      <Stack gap="xs">
        <Textarea
          label={t('comment.label')}
          description={staff || readers === 'carrier' ? t(HINTS[readers]) : undefined}
          autosize
          minRows={2}
          maxRows={10}
          maxLength={LONGEST}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={problems.length > 0}
        />
        {problems.length > 0 && (
          <Notice tone="bad" urgent>
            {problems.join(' ')}
          </Notice>
        )}
        <Group justify="space-between" align="flex-end" gap="xs">
          <ReadersField kind={kind} staff={staff} readers={readers} onChange={setReaders} />
          <Button type="submit" variant="default" loading={busy} disabled={text.trim() === ''}>
            {t(internal ? 'comment.addInternal' : 'comment.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const HINTS: Record<Readers, MessageKey> = {
  account: 'comment.mailed',
  carrier: 'comment.carrierToo',
  internal: 'comment.internalHint',
};

interface ReadersFieldProps {
  kind: keyof typeof NEEDS;
  staff: boolean;
  readers: Readers;
  onChange: (readers: Readers) => void;
}

/** Of a port-in staff say whether it is for themselves; of a port-out everyone says whether the carrier reads it. It never does by itself. */
function ReadersField({ kind, staff, readers, onChange }: ReadersFieldProps) {
  const { t } = useI18n();
  if (kind === 'portOut') {
    const own: MessageKey = staff ? 'comment.readers.account' : 'comment.readers.ownAccount';
    return (
      <NativeSelect
        label={t('comment.readers')}
        data={[
          { value: 'account', label: t(own) },
          { value: 'carrier', label: t('comment.readers.carrier') },
          ...(staff ? [{ value: 'internal', label: t('comment.readers.internal') }] : []),
        ]}
        value={readers}
        onChange={(event) => onChange(event.currentTarget.value as Readers)}
      />
    );
  }
  if (!staff) return <span />;
  return (
    <Switch
      label={t('comment.internalSwitch')}
      checked={readers === 'internal'}
      onChange={(event) => onChange(event.currentTarget.checked ? 'internal' : 'account')}
    />
  );
}
