"""One module a command of the command line, imported when it is called for; `run` gives the exit code."""
