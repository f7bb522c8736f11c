/** The capabilities, one ComponentDialog each, that the main dialog can go to. */
export type Capability =
  'explain' | 'compare' | 'preferences' | 'summary' | 'booking' | 'manageBooking' | 'change' | 'handoff';
export const CAPABILITIES: readonly Capability[] = [
  'explain',
  'compare',
  'preferences',
  'summary',
  'booking',
  'manageBooking',
  'change',
  'handoff',
];

/** Where a capability that has ended goes on; without one, the menu. The main dialog keeps them all side by side. */
export interface Onward {
  readonly to?: Capability;
  readonly options?: object;
}

/** The result of a dialog that ends: anything but a capability's id means the menu. */
export function onward(to: string | undefined, options?: object): Onward {
  const known = CAPABILITIES.find((capability) => capability === to);
  return known ? { to: known, ...(options && { options }) } : {};
}
