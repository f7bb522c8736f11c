/** What belongs to which way at the top. */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  '/staff/bookings': ['/staff/bookings', '/staff/requests', '/staff/groups', '/staff/enter'],
};

/** Marks where one is among the ways at the top. */
export function markWay(): void {
  for (const way of document.querySelectorAll<HTMLAnchorElement>('a[data-way]')) {
    const front = way.pathname === '/staff' && location.pathname !== '/staff' ? ['/staff/cases'] : undefined;
    const below = front ?? BELOW[way.pathname] ?? [way.pathname];
    if (below.some((path) => location.pathname === path || location.pathname.startsWith(`${path}/`)))
      way.setAttribute('aria-current', 'page');
  }
}
