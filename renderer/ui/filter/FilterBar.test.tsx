import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { FilterBar } from './FilterBar.tsx';

const bar = (text: string, onChange: (next: object) => void) => (
  <FilterBar columns={{}} filters={[]} text={text} onChange={onChange} />
);

it('follows the address, but what is typed while the address changes wins', async () => {
  const onChange = vi.fn<(next: object) => void>();
  const { rerender } = render(bar('old', onChange));
  const input = () => screen.getByRole('textbox');
  expect(input()).toHaveValue('old');
  rerender(bar('older', onChange));
  expect(input()).toHaveValue('older');
  const user = userEvent.setup();
  await user.clear(input());
  await user.type(input(), 'new');
  // The module was pressed just before; its empty address arrives only now.
  rerender(bar('', onChange));
  expect(input()).toHaveValue('new');
  await waitFor(() => expect(onChange).toHaveBeenLastCalledWith({ text: 'new' }));
});
