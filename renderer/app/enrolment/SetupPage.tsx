import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { appRoles } from '../../../shared/access/roles.ts';
import type { MethodInput, MethodOutput } from '../../../shared/bridge/contract.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { CopyButton } from '../../ui/show/CopyButton.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { useQuestion } from '../../ui/useQuestion.ts';
import { useLeave } from './useLeave.ts';
import './enrolment.css';

type Person = MethodInput<'setup.run'>['persons'][number];
type Appointed = MethodOutput<'setup.run'>['enrolments'];

const nobody = { name: '', accountNo: '', idNumber: '' };
const roles = ['SA', 'SEC', 'AUD', 'P1', 'P2'] as const;
const keys = ['name', 'accountNo', 'idNumber'] as const;
const longest = { name: 60, accountNo: 40, idNumber: 64 } as const;
const labels = { name: 'setup.person', accountNo: 'setup.accountNo', idNumber: 'setup.idNumber' } as const;

/** The first people of an empty center (首次设立), appointed with the code that its server printed. */
export function SetupPage({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useText();
  const [appointed, setAppointed] = useState<Appointed | null>(null);
  return (
    <main className="entrance">
      <div className="entrance-card wide">
        <p className="muted">{t('app.name')}</p>
        <h1>{t(appointed ? 'setup.done' : 'setup.title')}</h1>
        {appointed ? (
          <Codes appointed={appointed} onLeave={onLeave} />
        ) : (
          <Appoint onDone={setAppointed} onLeave={onLeave} />
        )}
      </div>
    </main>
  );
}

interface AppointProps {
  readonly onDone: (appointed: Appointed) => void;
  readonly onLeave: () => void;
}

function Appoint({ onDone, onLeave }: AppointProps) {
  const { t, say } = useText();
  const client = useClient();
  const [code, setCode] = useState('');
  const [persons, setPersons] = useState<readonly Person[]>(roles.map((role) => ({ role, ...nobody })));
  const run = useMutation({
    mutationFn: () => client.call('setup.run', { code: code.trim(), persons: persons.map(trimmed) }),
    retry: 0,
    onSuccess: ({ enrolments }) => onDone(enrolments),
  });
  const leave = useLeave(onLeave);
  const isTyped = code !== '' || persons.some((one) => keys.some((key) => one[key] !== ''));
  const ready = code.trim() !== '' && persons.every((one) => keys.every((key) => one[key].trim() !== ''));
  const change = (at: number, key: (typeof keys)[number], value: string) =>
    setPersons(persons.map((one, index) => (index === at ? { ...one, [key]: value } : one)));
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) run.mutate();
      }}
    >
      <p>{t('setup.lead')}</p>
      <label className="stack tight">
        <span className="muted">{t('setup.code')}</span>
        <Input
          autoFocus
          className="code"
          placeholder="XXXX-XXXX-XXXX-XXXX"
          maxLength={40}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </label>
      <table className="setup-persons">
        <thead>
          <tr>
            <th scope="col" className="muted">
              {t('setup.role')}
            </th>
            {keys.map((key) => (
              <th key={key} scope="col" className="muted">
                {t(labels[key])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {persons.map((person, index) => (
            <tr key={person.role}>
              <th scope="row">{say(appRoles[person.role])}</th>
              {keys.map((key) => (
                <td key={key}>
                  <Input
                    aria-label={`${say(appRoles[person.role])} ${t(labels[key])}`}
                    maxLength={longest[key]}
                    className={key === 'name' ? '' : 'code'}
                    autoComplete="off"
                    value={person[key]}
                    onChange={(event) => change(index, key, event.target.value)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {run.error && <ErrorState error={run.error} />}
      <div className="row">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={run.isPending}>
          {t('setup.submit')}
        </Button>
        <Button type="text" onClick={() => leave(isTyped)}>
          {t('enrol.back')}
        </Button>
      </div>
    </form>
  );
}

function trimmed(person: Person): Person {
  const { role, name, accountNo, idNumber } = person;
  return { role, name: name.trim(), accountNo: accountNo.trim(), idNumber: idNumber.trim() };
}

interface CodesProps {
  readonly appointed: Appointed;
  readonly onLeave: () => void;
}

/** The codes of the people appointed, shown once. */
function Codes({ appointed, onLeave }: CodesProps) {
  const { t } = useText();
  const ask = useQuestion();
  const leave = () =>
    ask({ title: t('setup.leave'), yes: t('setup.leaveYes'), no: t('setup.leaveNo'), onYes: onLeave });
  return (
    <div className="stack">
      <p>{t('setup.doneLead')}</p>
      <table className="setup-persons">
        <tbody>
          {appointed.map(({ accountNo, name, code }) => (
            <tr key={accountNo}>
              <td className="code">{accountNo}</td>
              <td>{name}</td>
              <td className="code">
                <strong>{code}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="row">
        <Button type="primary" onClick={leave}>
          {t('setup.finish')}
        </Button>
        <CopyButton
          label={t('setup.copy')}
          text={appointed.map(({ accountNo, name, code }) => `${accountNo}\t${name}\t${code}`).join('\n')}
        />
      </div>
    </div>
  );
}
