import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { fakeBridge } from '../testing/fakeBridge.ts';
import { note, noteDef, noteDefs } from '../testing/notes.ts';
import { layOut, renderScreen } from '../testing/render.tsx';
import { RecordsPage } from '../ui/page/RecordsPage.tsx';
import { Navigation } from './Navigation.tsx';

it('reads the open list anew when its module is pressed again', async () => {
  layOut();
  const bridge = fakeBridge({ defs: noteDefs, records: { unit: [note(0)] } });
  const user = userEvent.setup();
  const page = (
    <>
      <Navigation />
      <RecordsPage def={noteDef} creation={['enter']} />
    </>
  );
  renderScreen(page, { bridge, defs: noteDefs, path: '/cases' });
  const queries = () => bridge.calls.filter(({ input }) => JSON.stringify(input).includes('records.query'));
  await screen.findByText('便笺0');
  const before = queries().length;
  await user.click(screen.getByRole('link', { name: '案件' }));
  await waitFor(() => expect(queries().length).toBeGreaterThan(before));
});
