"""`python -m watcher.cli`: the command, where no script of its name stands beside the interpreter."""

from watcher.cli import main

if __name__ == "__main__":
    main()
