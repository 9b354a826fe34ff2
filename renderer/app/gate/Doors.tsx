import { Button } from 'antd';
import { useHost } from '../../bridge/center.ts';
import { useText } from '../../locales/text.ts';

/** Where else one may go before signing in. */
export type Door = 'enrol' | 'setup';

/** What the pages before the sign-in may open; it stays open when the gate closes or opens and the page changes. */
export interface Ways {
  readonly onDoor: (door: Door) => void;
  readonly onImport: () => void;
}

interface Props extends Ways {
  /** Beside the sign-in they are the second thought, not the way on. */
  readonly isAside?: boolean;
}

/** The ways in for people who cannot sign in yet: one-time code, certificate file, set-up of an empty center. */
export function Doors({ onDoor, onImport, isAside = false }: Props) {
  const { t } = useText();
  const gate = useHost('gate.get', {});
  const enrolment = useHost('enrolment.get', {});
  const info = useHost('host.info', {});
  const pending = enrolment.data;
  const enrolType = isAside ? 'link' : 'default';
  return (
    <div className="row wrap">
      {gate.data?.setup && (
        <Button type="primary" onClick={() => onDoor('setup')}>
          {t('setup.begin')}
        </Button>
      )}
      {pending ? (
        <Button type={isAside ? 'default' : 'primary'} onClick={() => onDoor('enrol')}>
          {t('enrol.continue', { account: pending.accountNo })}
        </Button>
      ) : (
        <Button type={enrolType} onClick={() => onDoor('enrol')}>
          {t(isAside ? 'enrol.forgot' : 'enrol.begin')}
        </Button>
      )}
      {info.data?.certificateFiles && (
        <Button type={enrolType} onClick={onImport}>
          {t('certificate.import')}
        </Button>
      )}
    </div>
  );
}
