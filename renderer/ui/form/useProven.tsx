import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ProblemError } from '../../../shared/errors/problem.ts';
import { StepUp } from './StepUp.tsx';

interface Proven<O, I> {
  readonly send: (input: I) => void;
  readonly data: O | undefined;
  readonly isPending: boolean;
  /** What went wrong, other than that a proof is asked for right now. */
  readonly error: Error | null;
  /** The question for a one-time code while it is asked; to be drawn. */
  readonly stepUp: ReactNode;
}

/** One call to the center that may ask for a fresh one-time code; once that is given the call is sent again. */
export function useProven<O, I = void>(
  call: (input: I) => Promise<O>,
  onDone: (answer: O) => unknown = () => undefined,
): Proven<O, I> {
  const [isProving, setProving] = useState(false);
  const [asked, setAsked] = useState<{ readonly input: I } | null>(null);
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: call,
    retry: 0,
    onSuccess: onDone,
    onError: (failure) =>
      setProving(failure instanceof ProblemError && failure.problem.code === 'auth/step-up-required'),
  });
  const goOn = () => {
    setProving(false);
    if (asked) mutate(asked.input);
  };
  return {
    send: (input) => {
      setAsked({ input });
      mutate(input);
    },
    data,
    isPending,
    error: isProving ? null : error,
    stepUp: isProving ? <StepUp onProven={goOn} onCancel={() => setProving(false)} /> : null,
  };
}
