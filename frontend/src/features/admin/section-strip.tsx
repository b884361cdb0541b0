import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { NavLink, useLocation } from 'react-router';
import classes from './section-strip.module.css';

interface Props {
  readonly sections: readonly { readonly path: string; readonly label: string }[];
}

/** Puts the chosen one in the middle, so that its neighbours are seen on both sides. */
function centre(strip: HTMLElement, behavior: ScrollBehavior): void {
  const chosen = strip.querySelector<HTMLElement>('[aria-current="page"]');
  if (chosen !== null) {
    strip.scrollTo({ left: chosen.offsetLeft - (strip.clientWidth - chosen.offsetWidth) / 2, behavior });
  }
}

/** Says on which sides there is more than is seen. A device may scroll by parts of a pixel. */
function markMore(strip: HTMLElement): void {
  const left = strip.scrollWidth - strip.clientWidth - strip.scrollLeft;
  strip.toggleAttribute('data-more-before', strip.scrollLeft > 1);
  strip.toggleAttribute('data-more-after', left > 1);
}

const STEPS: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowRight: (index, last) => (index === last ? 0 : index + 1),
  ArrowLeft: (index, last) => (index === 0 ? last : index - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** Besides Tab, the arrow keys go from link to link; Enter chooses. */
function onKeyDown(event: KeyboardEvent<HTMLAnchorElement>): void {
  const step = STEPS[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) {
    return;
  }
  const links = [...(event.currentTarget.parentElement?.querySelectorAll('a') ?? [])];
  event.preventDefault();
  links[step(links.indexOf(event.currentTarget), links.length - 1)]?.focus();
}

/** The parts of the admin page. Where they do not fit, the strip scrolls, and keeps the chosen one in view. */
export function SectionStrip({ sections }: Props) {
  const strip = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useLayoutEffect(() => {
    const element = strip.current;
    if (element === null) {
      return undefined;
    }
    const observer = new ResizeObserver(() => {
      centre(element, 'instant');
      markMore(element);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address, or one part more, moves the chosen one
  useLayoutEffect(() => {
    if (strip.current !== null) {
      centre(strip.current, 'auto');
      markMore(strip.current);
    }
  }, [pathname, sections.length]);
  return (
    <div className={classes.line}>
      <nav
        className={classes.strip}
        aria-label="Admin"
        ref={strip}
        onScroll={(event) => markMore(event.currentTarget)}
      >
        {sections.map(({ path, label }) => (
          <NavLink key={path} to={`/admin/${path}`} className={classes.section ?? ''} onKeyDown={onKeyDown}>
            {label}
          </NavLink>
        ))}
      </nav>
    </div>
  );
}
