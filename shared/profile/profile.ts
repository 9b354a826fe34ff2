import * as z from 'zod';

/** The VPN that connections to the center have to run through (细则 40(6)). */
const vpnSchema = z.strictObject({
  /** Interfaces of the tunnel by name; a `*` at the end stands for any ending: `tun*`. */
  interfaces: z.array(z.string().regex(/^[^*]{1,60}\*?$/)).min(1),
  /** Pool of the VPN: the address the server sees lies in one of these blocks. */
  sources: z.array(z.cidrv4().or(z.cidrv6())).min(1),
});
/** Is the host an IP address. */
export const isAddress = (host: string) => z.ipv4().or(z.ipv6()).safeParse(host).success;

/**
 * Connection profile of a workstation (连接配置): where the center is, how it proves itself, and which client
 * certificates lie beside it. Files are named relative to the profile's directory.
 */
export const profileSchema = z
  .strictObject({
    version: z.literal(1),
    name: z.string().min(1).max(100),
    area: z.string().regex(/^\d{6}$/),
    server: z.strictObject({
      host: z.string().min(1),
      port: z.int().min(1).max(65_535),
      /** Oldest version of TLS to speak; 1.3 unless the center cannot. */
      minTlsVersion: z.enum(['1.2', '1.3']).exactOptional(),
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
        /** File with its passphrase. It stays where it was laid down, and is read only while no sealed copy of the key opens. */
        passphraseFile: z.string().optional(),
        accountNo: z.string(),
        displayName: z.string(),
      }),
    ),
    /** Absent: the workstation stands in the center's own network. */
    vpn: vpnSchema.exactOptional(),
  })
  .refine(({ vpn, server }) => vpn === undefined || isAddress(server.host), {
    path: ['server', 'host'],
    // A name could lead past the tunnel: the route is checked for one address, and that one is dialled.
    message: 'with a VPN the server is given by its IP address',
  });

export type Profile = z.infer<typeof profileSchema>;
