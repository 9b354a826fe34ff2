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
import {
  type ActExtras,
  actFields,
  checkField,
  checkForm,
  type FormField,
  initialValues,
  inputOf,
} from './actFields.ts';
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

/** What is typed into the form, with its findings and its draft. */
function useContent({ def, actName, state, extras }: Given, fields: readonly FormField[]) {
  const [values, setValues] = useState(() => initialValues(fields, state, extras));
  const [reason, setReason] = useState('');
  const [changed, setChanged] = useState(false);
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  const id = state.state === 'none' ? 'new' : state.id;
  const draft = useDraft(`${def.type}/${id}/${actName}`, { ...values, reason }, changed, (stored) => {
    const { reason: storedReason, ...rest } = stored;
    setValues((now) => ({ ...now, ...rest }));
    if (typeof storedReason === 'string') setReason(storedReason);
  });
  return {
    values,
    reason,
    findings,
    setFindings,
    draft,
    setValue: (key: string, value: unknown) => {
      setValues((now) => ({ ...now, [key]: value }));
      setChanged(true);
      setFindings((now) => now.filter(({ place }) => place !== key && !place.startsWith(`${key}.`)));
    },
    setReason: (text: string) => {
      setReason(text);
      setChanged(true);
    },
    checkOnBlur: (key: string) => {
      const field = fields.find((one) => one.key === key);
      if (!field) return;
      const found = checkField(field, values[key]);
      setFindings((now) => [...now.filter(({ place }) => place !== key), ...found]);
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

/** Editors that keep the act from being sent. */
function useHolds() {
  const [held, setHeld] = useState<ReadonlySet<string>>(new Set());
  const hold = useCallback((key: string, isHeld: boolean) => {
    setHeld((now) => {
      if (now.has(key) === isHeld) return now;
      return isHeld ? new Set([...now, key]) : new Set([...now].filter((other) => other !== key));
    });
  }, []);
  return { canSubmit: held.size === 0, hold };
}

/** Looking at the effect, and sending. What is sent is what was previewed: a change takes the preview away. */
function useSending(given: Given, content: ReturnType<typeof useContent>) {
  const client = useClient();
  const [preview, setPreview] = useState<Preview | null>(null);
  const [rev, setRev] = useState(given.state.rev);
  const command = useCommand((outcome) => {
    content.draft.discard();
    given.onDone(outcome);
  });
  const look = useMutation({
    mutationFn: (input: OperationInput<'commands.preview'>) => client.center('commands.preview', input),
    onSuccess: (seen) => {
      setPreview(seen);
      content.setFindings(seen.findings);
    },
    onError: (error) => content.setFindings(findingsOf(error)),
  });
  return {
    preview,
    rev,
    isBusy: command.isPending || look.isPending,
    error: serverError(command.error) ?? serverError(look.error),
    conflict: conflictOf(command.error, rev),
    needsStepUp: codeOf(command.error) === 'auth/step-up-required',
    look: (input: OperationInput<'commands.preview'>) => look.mutate(input),
    send: (input: OperationInput<'commands.run'>) =>
      command.mutate(
        { input, rev },
        {
          onError: (error) => {
            content.setFindings(findingsOf(error));
            // What was refused is to be changed, and what is changed is to be previewed again.
            if (codeOf(error) === 'act/refused') setPreview(null);
          },
        },
      ),
    forget: () => setPreview(null),
    /** Goes on from the record as somebody else left it. */
    rebase: (newest: number) => {
      setRev(newest);
      setPreview(null);
      command.reset();
    },
  };
}

/** State of one act's form: values, every finding, draft, preview and sending. */
export function useActForm(given: Given) {
  const { def, actName, state, extras } = given;
  const act = def.acts[actName];
  if (!act) throw new Error(`no act ${actName} on ${def.type}`);
  const fields = useMemo(() => actFields(act, extras), [act, extras]);
  const content = useContent(given, fields);
  const sending = useSending(given, content);
  const holds = useHolds();
  const isGrave = Boolean(act.approve) || act.afterReview !== undefined || act.dangerous;

  /** The command as it would be sent, or null with every finding on screen. */
  const build = (): OperationInput<'commands.run'> | null => {
    const input = inputOf(fields, content.values, state);
    const found = checkForm(act, fields, content.values, input);
    const json = jsonRecord.safeParse(input);
    content.setFindings(found);
    if (found.some(({ severity }) => severity === 'refuse') || !json.success) return null;
    const reason = content.reason.trim() || null;
    return { type: def.type, id: state.id, act: actName, input: json.data, reason };
  };

  return {
    ...content,
    ...sending,
    ...holds,
    act,
    fields,
    needsPreview: isGrave && !extras.noPreview,
    setValue: (key: string, value: unknown) => {
      content.setValue(key, value);
      sending.forget();
    },
    setReason: (text: string) => {
      content.setReason(text);
      sending.forget();
    },
    showPreview: () => {
      const input = build();
      if (input) sending.look(input);
    },
    submit: () => {
      const input = build();
      if (input) sending.send(input);
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
