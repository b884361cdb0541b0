import { Anchor } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { Outlet, ScrollRestoration, useLocation } from 'react-router';
import { useStore } from 'zustand';
import { Header } from './header.tsx';
import { useServices, useSession } from './services-context.ts';
import classes from './shell.module.css';

/** The frame around every page: skip link, header, the notice of a demo. */
export function Shell({ children }: { children?: ReactNode }) {
  const main = useRef<HTMLElement>(null);
  useFocusOnNavigation(main);
  return (
    <>
      <Anchor className={classes.skip} href="#main">
        Skip to the content
      </Anchor>
      <DemoNotice />
      <Header />
      <LapsedNotice />
      <main id="main" ref={main} tabIndex={-1} className={classes.main}>
        {children ?? <Outlet />}
      </main>
      {children === undefined && <ScrollRestoration getKey={({ pathname }) => pathname} />}
    </>
  );
}

function DemoNotice() {
  const demo = useStore(useServices().stores.clinic, (state) => state.clinic?.demo ?? false);
  return demo ? (
    <aside className={classes.demo} aria-label="Notice">
      This is a demonstration with invented people. Please enter nothing private.
    </aside>
  ) : null;
}

/** Signing in happens beside, so that nothing typed here is lost; this page hears of it by itself. */
function LapsedNotice() {
  const { user, lapsed } = useSession();
  return lapsed && user !== null ? (
    <div className={classes.lapsed} role="alert">
      Your sign-in has ended.{' '}
      <Anchor href={`/sign-in?email=${encodeURIComponent(user.email)}`} target="_blank" fw={600}>
        Sign in again in a new tab
      </Anchor>
      , then go on here: nothing is lost.
    </div>
  ) : null;
}

/** After going to another page, keyboard and screen reader start at its content and not at the old link. */
function useFocusOnNavigation(main: React.RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation();
  const previous = useRef(pathname);
  useEffect(() => {
    if (previous.current !== pathname) {
      previous.current = pathname;
      main.current?.focus({ preventScroll: true });
    }
  }, [pathname, main]);
}
