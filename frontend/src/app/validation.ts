import { z } from 'zod';

// Our content security policy forbids code made from text, which zod would otherwise try when a schema is first used.
z.config({ jitless: true });
