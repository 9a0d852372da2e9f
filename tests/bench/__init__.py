"""What Mostrador costs, beside yardsticks taken in the same run. `bin/bench` runs it."""

import mostrador  # noqa: F401 - before any `import sqlite3` below: a yardstick on another library would measure that one
