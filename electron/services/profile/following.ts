/**
 * An object that stays the same while what stands behind it changes: whoever holds it always reaches the present one.
 * Methods run on the present object itself, since private fields are not to be had through a proxy.
 */
export function following<T extends object>(present: () => T): T {
  return new Proxy(present(), {
    get(_first, key): unknown {
      const target = present();
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
