/** Marks where one is among the ways at the top. */
export function markWay(): void {
  for (const way of document.querySelectorAll<HTMLAnchorElement>('a[data-way]')) {
    const here = way.pathname === '/staff' ? /^\/staff(\/cases\/|$)/ : new RegExp(`^${way.pathname}(/|$)`);
    if (here.test(location.pathname)) way.setAttribute('aria-current', 'page');
  }
}
