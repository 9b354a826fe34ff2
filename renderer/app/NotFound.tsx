import { problems } from '../../shared/errors/catalog.ts';
import { useText } from '../locales/text.ts';
import { EmptyState } from '../ui/show/EmptyState.tsx';

/** An address that leads nowhere. */
export function NotFound() {
  const { say } = useText();
  return (
    <main className="plain-page">
      <EmptyState isPage why={say(problems['request/not-found'].text)} />
    </main>
  );
}
