import './app/first-page-styles.css';
import './app/global.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { printInLight } from './app/print-in-light.ts';
import { createRouter } from './app/router.tsx';
import { createServices } from './app/services.ts';

const element = document.getElementById('root');
if (element === null) {
  throw new Error('The page has no element with the id "root"');
}
const root = createRoot(element);
let generation = 0;
let stop: () => void = () => undefined;

/** Builds everything anew: at the start, and whenever a session ended. */
function boot(): void {
  stop();
  generation += 1;
  const services = createServices(boot);
  const router = createRouter();
  const stopServices = services.start();
  stop = () => {
    stopServices();
    router.dispose();
  };
  root.render(<App key={generation} services={services} router={router} />);
}

printInLight();
boot();
import.meta.hot?.dispose(() => stop());
