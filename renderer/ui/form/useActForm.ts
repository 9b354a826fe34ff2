import { useMutation } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import * as z from 'zod';
import type { OperationInput, OperationOutput } from '../../../shared/api/operations.ts';
import type { ObjectState } from '../../../shared/domain/object.ts';
import { ProblemError } from '../../../shared/errors/problem.ts';
import type { Finding } from '../../../shared/rules/finding.ts';
import { useClient } from '../../bridge/useClient.ts';
import { type Outcome, useCommand } from '../../bridge/useCommand.ts';
import type { AnyDef } from '../defs.ts';
import { type ActExtras, actFields, checkField, checkForm, initialValues, inputOf } from './actFields.ts';
import { useDraft } from './useDraft.ts';

export type Preview = OperationOutput<'commands.preview'>;
const jsonRecord = z.record(z.string(), z.json());

interface Given {
  readonly def: AnyDef;
  readonly actName: string;
  readonly state: ObjectState;
  readonly extras: ActExtras;
  readonly onDone: (outcome: Outcome) => void;
}

/** State of one act's form: values, every finding, draft, preview and sending. */
export function useActForm({ def, actName, state, extras, onDone }: Given) {
  const act = def.acts[actName];
  if (!act) throw new Error(`no act ${actName} on ${def.type}`);
  const client = useClient();
  const fields = useMemo(() => actFields(act, extras), [act, extras]);
  const [values, setValues] = useState(() => initialValues(fields, state, extras));
  const [reason, setReason] = useState('');
  const [changed, setChanged] = useState(false);
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [rev, setRev] = useState(state.rev);
  const [held, setHeld] = useState<ReadonlySet<string>>(new Set());
  const isNew = state.state === 'none';
  const draft = useDraft(
    `${def.type}/${isNew ? 'new' : state.id}/${actName}`,
    { ...values, reason },
    changed,
    (stored) => {
      const { reason: storedReason, ...rest } = stored;
      setValues((now) => ({ ...now, ...rest }));
      if (typeof storedReason === 'string') setReason(storedReason);
    },
  );

  const needsPreview =
    !extras.noPreview && (Boolean(act.approve) || act.afterReview !== undefined || act.dangerous);
  const command = useCommand((outcome) => {
    draft.discard();
    onDone(outcome);
  });
  const look = useMutation({
    mutationFn: (input: OperationInput<'commands.preview'>) => client.center('commands.preview', input),
    onSuccess: (seen) => {
      setPreview(seen);
      setFindings(seen.findings);
    },
  });

  /** The command as it would be sent, or null with every finding on screen. */
  const build = (): OperationInput<'commands.run'> | null => {
    const input = inputOf(fields, values, state);
    const found = checkForm(act, fields, values, input);
    const json = jsonRecord.safeParse(input);
    setFindings(found);
    if (found.some(({ severity }) => severity === 'refuse') || !json.success) return null;
    return { type: def.type, id: state.id, act: actName, input: json.data, reason: reason.trim() || null };
  };

  const edit = (next: Readonly<Record<string, unknown>>) => {
    setValues((now) => ({ ...now, ...next }));
    setChanged(true);
    // What is sent must be what was previewed.
    setPreview(null);
  };

  const hold = useCallback((key: string, isHeld: boolean) => {
    setHeld((now) => {
      if (now.has(key) === isHeld) return now;
      return isHeld ? new Set([...now, key]) : new Set([...now].filter((other) => other !== key));
    });
  }, []);

  return {
    act,
    fields,
    values,
    reason,
    findings,
    preview,
    draft,
    needsPreview,
    changed,
    rev,
    isBusy: command.isPending || look.isPending,
    error: serverError(command.error) ?? serverError(look.error),
    conflict: conflictOf(command.error, rev),
    needsStepUp: codeOf(command.error) === 'auth/step-up-required',
    canSubmit: held.size === 0,
    hold,
    setValue: (key: string, value: unknown) => {
      edit({ [key]: value });
      setFindings((now) => now.filter(({ place }) => place !== key && !place.startsWith(`${key}.`)));
    },
    setReason: (text: string) => {
      setReason(text);
      setChanged(true);
      setPreview(null);
    },
    checkOnBlur: (key: string) => {
      const field = fields.find((one) => one.key === key);
      if (!field) return;
      const found = checkField(field, values[key]);
      setFindings((now) => [...now.filter(({ place }) => place !== key), ...found]);
    },
    showPreview: () => {
      const input = build();
      if (input) look.mutate(input);
    },
    submit: () => {
      const input = build();
      if (input) command.mutate({ input, rev }, { onError: (error) => setFindings(findingsOf(error)) });
    },
    /** Goes on from the record as somebody else left it. */
    rebase: (newest: number) => {
      setRev(newest);
      setPreview(null);
      command.reset();
    },
    discard: () => {
      draft.discard();
      setValues(initialValues(fields, state, extras));
      setReason('');
      setChanged(false);
      setFindings([]);
    },
  };
}

function codeOf(error: unknown): string | null {
  return error instanceof ProblemError ? error.problem.code : null;
}

function findingsOf(error: unknown): readonly Finding[] {
  return error instanceof ProblemError ? error.problem.findings : [];
}

/** Problems that the form shows as a sentence: all but those that have a place of their own. */
function serverError(error: unknown): Error | null {
  const ownPlace = ['record/version-conflict', 'auth/step-up-required'];
  if (!(error instanceof Error) || ownPlace.includes(codeOf(error) ?? '')) return null;
  return codeOf(error) === 'act/refused' && findingsOf(error).length > 0 ? null : error;
}

function conflictOf(error: unknown, rev: number) {
  const current = error instanceof ProblemError ? error.problem.current : null;
  return codeOf(error) === 'record/version-conflict' && current && current.rev !== rev ? current : null;
}
