import * as z from 'zod';

/**
 * Connection profile of a workstation (连接配置): where the center is, how it proves itself, and which client
 * certificates lie beside it. Files are named relative to the profile's directory.
 */
export const profileSchema = z.strictObject({
  version: z.literal(1),
  name: z.string().min(1).max(100),
  area: z.string().regex(/^\d{6}$/),
  server: z.strictObject({
    host: z.string().min(1),
    port: z.int().min(1).max(65_535),
    /** Name that the server's certificate must carry. */
    servername: z.string().min(1),
    /** The center's CA, PEM. */
    caFile: z.string(),
    /** SHA-256 of the server's public key (SPKI), base64; at least one. */
    pins: z.array(z.string()).min(1),
  }),
  certificates: z.array(
    z.strictObject({
      /** PKCS#12 file. */
      file: z.string(),
      /** File with its passphrase; it is taken into the secret store at first use. */
      passphraseFile: z.string().optional(),
      accountNo: z.string(),
      displayName: z.string(),
    }),
  ),
});

export type Profile = z.infer<typeof profileSchema>;
