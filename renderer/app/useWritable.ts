import { useHost } from '../bridge/center.ts';
import { useText } from '../locales/text.ts';

/** May something be sent now; and if not, why. Acts go to the server only through an open gate. */
export function useWritable(): { readonly ok: true } | { readonly ok: false; readonly why: string } {
  const { t, say } = useText();
  const { data: gate } = useHost('gate.get', {});
  if (!gate || gate.open) return { ok: true };
  const cause = gate.lights.find((light) => light.state === 'bad' || light.state === 'unknown')?.cause;
  return { ok: false, why: cause ? t('bar.closed', { cause: say(cause) }) : t('gate.closed') };
}
