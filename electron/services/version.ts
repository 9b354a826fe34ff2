import packageJson from '../../package.json' with { type: 'json' };

/** Version of this program, as the gate compares it with the server's. */
export const version: string = packageJson.version;
