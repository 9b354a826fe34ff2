import { useText } from '../../locales/text.ts';
import { wallTime } from '../../../shared/calendar/wallTime.ts';
import { ProfileLine } from '../ProfileLine.tsx';
import { KeychainNote } from '../keychain/KeychainNote.tsx';
import { CertificateChooser } from './CertificateChooser.tsx';
import { Doors, type Ways } from './Doors.tsx';
import { GateActions } from './GateActions.tsx';
import { type Gate, LightList } from './lights.tsx';

interface Props extends Ways {
  readonly gate: Gate;
}

/** Shown before sign-in while the gate is closed: which light, why, and what to do. */
export function GatePage({ gate, ...ways }: Props) {
  const { t } = useText();
  return (
    <main className="entrance">
      <div className="entrance-card">
        <p className="muted">{t('app.name')}</p>
        <h1>{t('gate.page')}</h1>
        <p className="muted">{t('gate.lead')}</p>
        <LightList lights={gate.lights} />
        <ProfileLine />
        <CertificateChooser />
        <Doors {...ways} />
        <div className="row wrap">
          <GateActions gate={gate} />
          <span className="muted">
            {gate.checkedAt ? t('gate.checkedAt', { at: wallTime(gate.checkedAt) }) : t('gate.never')}
          </span>
        </div>
      </div>
      <KeychainNote />
    </main>
  );
}
