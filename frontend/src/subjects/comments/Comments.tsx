import { Button, Group, Stack, Switch, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useClient } from 'urql';
import { IfMay } from '../../actions/IfMay';
import { type CommentPartsFragment, PortingRequestCommentDocument, PortOutRequestCommentDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { type Refusal, sentencesOf } from '../../lib/errors';
import { useSession } from '../../lib/session';
import { DateTime } from '../../ui/DateTime';
import { Notice } from '../../ui/Notice';
import { Section } from '../../ui/Page';
import { StatusBadge } from '../../ui/StatusBadge';
import classes from './Comments.module.css';

interface CommentsProps {
  kind: keyof typeof WRITE;
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

function CommentForm({ kind, id, onWritten }: { kind: keyof typeof WRITE; id: string; onWritten: () => void }) {
  const { t } = useI18n();
  const { staff } = useSession();
  const { send, busy, problems } = useWriting(kind, id);
  const [text, setText] = useState('');
  const [internal, setInternal] = useState(false);
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (await send(text, internal)) {
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

type Client = ReturnType<typeof useClient>;
type Input = { id: string; text: string; internal: boolean };

/** Which command writes about which kind of order. */
const WRITE = {
  portingRequest: async (client: Client, input: Input) =>
    (await client.mutation(PortingRequestCommentDocument, { input }).toPromise()).data?.portingRequestComment,
  portOut: async (client: Client, input: Input) =>
    (await client.mutation(PortOutRequestCommentDocument, { input }).toPromise()).data?.portOutRequestComment,
};

/** Sends a comment; the same words sent again after a lost answer are the same comment (see `lib/committed`). */
function useWriting(kind: keyof typeof WRITE, id: string) {
  const client = useClient();
  const { t } = useI18n();
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const send = async (text: string, internal: boolean): Promise<boolean> => {
    setBusy(true);
    setProblems([]);
    const result = await WRITE[kind](client, { id, text, internal });
    setBusy(false);
    if (result?.__typename === 'Comment') return true;
    setProblems(result ? sentencesOf(result as Refusal) : [t('action.notSent')]);
    return false;
  };
  return { send, busy, problems };
}
