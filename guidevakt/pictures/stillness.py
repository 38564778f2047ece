"""What is waited for before a page is looked at, each wait by its name, and the script that waits in the page.

After Argos' stabilisation plugins (argos-javascript, packages/browser/src/global/stabilization, 2026) and Playwright's
own preparation of screenshots (playwright-core, server/screenshotter.ts, 2026): a wait that is not met has a name.
"""

from __future__ import annotations

from guidevakt.script import script

SETTLE = script("settle", through_shadows=True)

GIVE_BACK = script("give_back")
