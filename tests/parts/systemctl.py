"""A program in place of systemctl, which remembers what it was asked: for what a machine without systemd can be told."""

from __future__ import annotations

import json
import sys
from pathlib import Path

SYSTEMCTL = """#!{python}
import json, pathlib, sys
folder = pathlib.Path(sys.argv[0]).parent
with (folder / "asked").open("a") as asked:
    asked.write(json.dumps([word for word in sys.argv[1:] if word not in ("--user", "--no-pager", "--no-ask-password")]) + "\\n")
state = json.loads((folder / "state").read_text())
if "show" in sys.argv:
    print("\\n".join(f"{{name}}={{value}}" for name, value in state.items() if name != "fails"))
for verb, message in state.get("fails", {{}}).items():
    if verb in sys.argv:
        sys.exit(message)
if "restart" in sys.argv:
    (folder / "state").write_text(json.dumps(state | {{"ActiveState": "active", "StatusText": "watching 1 account"}}))
"""


class Systemctl:
    """A program in place of systemctl: what it answers is set, what it was asked is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        program = folder / "systemctl"
        program.write_text(SYSTEMCTL.format(python=sys.executable))
        program.chmod(0o755)
        self.answers(ActiveState="inactive", UnitFileState="", MainPID="0", StatusText="", Result="success", ExecMainStatus="0")

    def answers(self, **state: object) -> None:
        path = self.folder / "state"
        known = json.loads(path.read_text()) if path.exists() else {}
        path.write_text(json.dumps(known | state))

    @property
    def asked(self) -> list[str]:
        path = self.folder / "asked"
        return [" ".join(json.loads(line)) for line in path.read_text().splitlines()] if path.exists() else []

    @property
    def environ(self) -> dict[str, str]:
        return {"PATH": str(self.folder)}
