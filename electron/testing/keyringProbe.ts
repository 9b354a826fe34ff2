import { openKeytarStore } from '../services/credentials/keytarStore.ts';

// Run by keytarStore.test.ts inside a D-Bus session of its own; prints what the keychain did as one JSON line.
const store = await openKeytarStore('egov-center-client-test');
if (store === null) {
  process.stdout.write(`${JSON.stringify({ usable: false })}\n`);
} else {
  const value = new Uint8Array([
    0,
    255,
    10,
    13,
    ...new TextEncoder().encode('密钥'),
    ...new Uint8Array(4000).fill(0),
  ]);
  await store.set('name 中', value);
  const read = await store.get('name 中');
  await store.remove('name 中');
  process.stdout.write(
    `${JSON.stringify({
      usable: true,
      kind: store.kind,
      same: read !== null && Buffer.from(read).equals(Buffer.from(value)),
      gone: (await store.get('name 中')) === null,
      healthy: (await store.health()).healthy,
    })}\n`,
  );
}
