"""The program, in rooms; docs/architecture.md has the plan."""

VERSION = "1.0.0"  # the only place where it stands
