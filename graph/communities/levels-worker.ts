// Inside of the thread that searches for communities in large graphs.

import { levelsOf } from "#graph/communities/levels-aside.ts";
import { serve } from "#kernels/worker/worker-server.ts";

serve({ levels: async (asked: Parameters<typeof levelsOf>[0]) => levelsOf(asked) }, async () => {});
