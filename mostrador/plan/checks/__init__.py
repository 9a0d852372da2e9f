"""What is checked of a plan that could be read, close kin together. Each file has one `check(plan, told)`."""
