import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useClient } from '../bridge/useClient.ts';
import { useText } from '../locales/text.ts';
import { ErrorState } from '../ui/show/ErrorState.tsx';

/** Ends the session where nothing else is open to the person; a failure is told. */
export function SignOutButton() {
  const { t } = useText();
  const client = useClient();
  const leave = useMutation({ mutationFn: () => client.call('session.signOut', {}), retry: 0 });
  return (
    <>
      {leave.error && <ErrorState error={leave.error} />}
      <Button block loading={leave.isPending} onClick={() => leave.mutate()}>
        {t('user.signOut')}
      </Button>
    </>
  );
}
