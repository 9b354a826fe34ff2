import { useEffect, useEffectEvent, useState } from 'react';
import * as z from 'zod';
import { useClient } from '../../bridge/useClient.ts';
import { useUnsavedDraft } from './unsavedDrafts.ts';

const draftSchema = z.record(z.string(), z.json());

/** What is known of a form's unsent content. */
export interface Draft {
  /** Set while content of an earlier time was put back. */
  readonly restored: boolean;
  readonly saved: boolean;
  /** Forgets the stored content, after sending or on purpose. */
  discard(): void;
}

/**
 * Keeps what is typed through a crash, a lock or a lost session: half a second after the last change it is stored
 * by the host, sealed; at once where the form is left or the client locked before. On opening, what was stored is put back.
 * @param changed false until the person typed something; an untouched form leaves no draft.
 */
export function useDraft(
  key: string,
  values: Readonly<Record<string, unknown>>,
  changed: boolean,
  restore: (values: Readonly<Record<string, unknown>>) => void,
): Draft {
  const client = useClient();
  const [restored, setRestored] = useState(false);
  const [saved, setSaved] = useState(false);
  const unsaved = useUnsavedDraft();
  const put = useEffectEvent((stored: unknown) => {
    const parsed = draftSchema.safeParse(stored);
    if (!parsed.success || changed) return;
    restore(parsed.data);
    setRestored(true);
  });
  useEffect(() => {
    const controller = new AbortController();
    // A draft that can not be read is no reason to keep the form closed.
    client.call('drafts.get', { key }, { signal: controller.signal }).then(put, () => null);
    return () => controller.abort();
  }, [client, key]);
  useEffect(() => {
    const draft = draftSchema.safeParse(values);
    if (!changed || !draft.success) return;
    unsaved.hold(() => {
      client.call('drafts.put', { key, value: draft.data }).then(
        () => setSaved(true),
        () => setSaved(false),
      );
    });
    const timer = setTimeout(() => unsaved.store(), 500);
    return () => clearTimeout(timer);
  }, [client, key, values, changed, unsaved]);
  return {
    restored,
    saved,
    discard: () => {
      unsaved.forget();
      setRestored(false);
      setSaved(false);
      client.call('drafts.remove', { key }).catch(() => null);
    },
  };
}
