import { Button } from 'antd';
import { useHost } from '../../bridge/center.ts';
import { useText } from '../../locales/text.ts';
import { ImportCertificate } from './ImportCertificate.tsx';

/** Where else one may go before signing in. */
export type Door = 'enrol' | 'setup';

interface Props {
  readonly onOpen: (door: Door) => void;
}

/** The ways in for people who cannot sign in yet: one-time code, certificate file, set-up of an empty center. */
export function Doors({ onOpen }: Props) {
  const { t } = useText();
  const gate = useHost('gate.get', {});
  const enrolment = useHost('enrolment.get', {});
  const pending = enrolment.data;
  return (
    <div className="row wrap">
      {gate.data?.setup && (
        <Button type="primary" onClick={() => onOpen('setup')}>
          {t('setup.begin')}
        </Button>
      )}
      <Button type={pending ? 'primary' : 'default'} onClick={() => onOpen('enrol')}>
        {pending ? t('enrol.continue', { account: pending.accountNo }) : t('enrol.begin')}
      </Button>
      <ImportCertificate />
    </div>
  );
}
