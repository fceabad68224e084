import { Button, Group, Stack, Switch, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { IfMay } from '../../actions/IfMay';
import { useSend } from '../../actions/useSend';
import { type CommentPartsFragment, PortingRequestCommentDocument, PortOutRequestCommentDocument } from '../../gql';
import { useI18n } from '../../i18n';
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
      </div>
      <p className={classes.text}>{comment.text}</p>
    </li>
  );
}

function CommentForm({ kind, id, onWritten }: { kind: keyof typeof NEEDS; id: string; onWritten: () => void }) {
  const { t } = useI18n();
  const { staff } = useSession();
  const aboutPortIn = useSend(PortingRequestCommentDocument, 'Comment');
  const aboutPortOut = useSend(PortOutRequestCommentDocument, 'Comment');
  const { send, busy, problems } = kind === 'portOut' ? aboutPortOut : aboutPortIn;
  const [text, setText] = useState('');
  const [internal, setInternal] = useState(false);
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if ((await send({ id, text, internal })).done) {
      setText('');
      onWritten();
    }
  };
  return (
    <form onSubmit={(event) => void onSubmit(event)} className="no-print">
      <Stack gap="xs">
        <Textarea
          label={t('comment.label')}
          description={staff ? t(internal ? 'comment.internalHint' : 'comment.mailed') : undefined}
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
        <Group justify="space-between" gap="xs">
          {staff ? (
            <Switch
              label={t('comment.internalSwitch')}
              checked={internal}
              onChange={(event) => setInternal(event.currentTarget.checked)}
            />
          ) : (
            <span />
          )}
          <Button type="submit" variant="default" loading={busy} disabled={text.trim() === ''}>
            {t(internal ? 'comment.addInternal' : 'comment.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
