"""The `tieout` command: one module a group of commands, and what they print. No step of the job is written here."""
