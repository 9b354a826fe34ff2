import type { BridgeEvent, EventPayload } from '../../shared/bridge/contract.ts';

/** One event with its payload, as a transport passes it on. */
interface EventMessage {
  readonly event: BridgeEvent;
  readonly payload: unknown;
}

/** What the services tell without being asked, and who listens. */
export interface Publisher {
  emit<E extends BridgeEvent>(event: E, payload: EventPayload<E>): void;
  /** @returns ends the subscription */
  subscribe(listener: (message: EventMessage) => void): () => void;
}

export function createPublisher(): Publisher {
  const listeners = new Set<(message: EventMessage) => void>();
  return {
    emit(event, payload) {
      for (const listener of listeners) listener({ event, payload });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A publisher for one of several that come and go: once silenced, nothing late of it is told any more. */
export function silenceable(publisher: Publisher): {
  readonly publisher: Publisher;
  readonly silence: () => void;
} {
  let isSilent = false;
  return {
    publisher: {
      ...publisher,
      emit(event, payload) {
        if (!isSilent) publisher.emit(event, payload);
      },
    },
    silence() {
      isSilent = true;
    },
  };
}
