import { Button } from '@mantine/core';
import { Link, NavLink, useLocation } from 'react-router';
import { useStore } from 'zustand';
import { ConnectionBadge } from './connection-badge.tsx';
import { navigationFor } from './navigation.ts';
import { useServices, useSession } from './services-context.ts';
import classes from './shell.module.css';
import { UserMenu } from './user-menu.tsx';

export function Header() {
  const { user, status } = useSession();
  const clinicName = useStore(useServices().stores.clinic, (state) => state.clinic?.name);
  const { pathname, search } = useLocation();
  const signInPages = ['/sign-in', '/sign-up', '/invitation'];
  const next = signInPages.includes(pathname) ? '' : `?next=${encodeURIComponent(pathname + search)}`;
  return (
    <header className={classes.header}>
      <div className={classes.bar}>
        <Link to="/" className={classes.brand}>
          <img src="/favicon.svg" width={30} height={30} alt="" />
          <span className={classes.brandName}>{clinicName ?? 'Openslot'}</span>
        </Link>
        <nav className={classes.nav} aria-label="Main">
          {navigationFor(user).map(({ to, label }) => (
            <NavLink key={to} to={to} end={to === '/'} className={classes.link ?? ''}>
              {label}
            </NavLink>
          ))}
        </nav>
        <div className={classes.end}>
          <ConnectionBadge />
          {user === null && status !== 'loading' && pathname !== '/sign-in' && (
            <Button component={Link} to={`/sign-in${next}`} size="compact-md" px="md" visibleFrom="sm">
              Sign in
            </Button>
          )}
          <UserMenu user={user} signInTo={`/sign-in${next}`} />
        </div>
      </div>
    </header>
  );
}
