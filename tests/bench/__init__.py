"""What Mostrador costs, beside yardsticks taken in the same run. `bin/bench` runs it."""
