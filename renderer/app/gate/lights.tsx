import type { MethodOutput } from '../../../shared/bridge/contract.ts';
import { useText } from '../../locales/text.ts';

export type Gate = MethodOutput<'gate.get'>;
type OneLight = Gate['lights'][number];
type LightState = OneLight['state'];

/** Shape of each state, so that no light speaks by colour alone: disc, triangle, cross, ring, dash. */
const shapes: Record<LightState, string> = {
  ok: 'M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1Z',
  warn: 'M6 1 11.5 11H.5Z',
  bad: 'M2.5 1 6 4.5 9.5 1 11 2.5 7.5 6 11 9.5 9.5 11 6 7.5 2.5 11 1 9.5 4.5 6 1 2.5Z',
  unknown: 'M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1Zm0 2a3 3 0 1 1 0 6 3 3 0 0 1 0-6Z',
  unused: 'M1 5h10v2H1Z',
};

function Light({ state }: { readonly state: LightState }) {
  return (
    <svg className={`light light-${state}`} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <path d={shapes[state]} />
    </svg>
  );
}

/** The six lights in a row, as shapes to the eye and as words to a screen reader. */
export function LightRow({ gate }: { readonly gate: Gate }) {
  const { t, join } = useText();
  const words = gate.lights.map(({ name, state }) => `${t(`gate.${name}`)} ${t(`gate.${state}`)}`);
  return (
    <>
      {gate.lights.map(({ name, state }) => (
        <Light key={name} state={state} />
      ))}
      <span className="visually-hidden">{join(words)}</span>
    </>
  );
}

/** Lights that ask for something: those that fail, and those that soon will. */
export function lightsToMind({ lights }: Gate): readonly OneLight[] {
  return lights.filter(({ state }) => state === 'warn' || state === 'bad');
}

/** Lights with state in words, cause and remedy. */
export function LightList({ lights }: { readonly lights: readonly OneLight[] }) {
  const { t, say } = useText();
  return (
    <ul className="light-list">
      {lights.map((light) => (
        <li key={light.name}>
          <Light state={light.state} />
          <div className="grow">
            <div className="row">
              <strong>{t(`gate.${light.name}`)}</strong>
              <span className={`light-word light-${light.state}`}>{t(`gate.${light.state}`)}</span>
            </div>
            <div className="muted">{say(light.cause)}</div>
            {light.remedy && <div>{t('gate.remedyText', { text: say(light.remedy) })}</div>}
          </div>
        </li>
      ))}
    </ul>
  );
}
