"""What our processes ask of the kernel, by prctl(2) and setrlimit(2): to end with their parent, and to leave no core dump."""

from __future__ import annotations

import ctypes
import resource
import signal

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_PR_SET_DUMPABLE = 4
# Less than the smallest dump, and the one value at which the kernel starts no handler either (core(5): a core_pattern that begins with "|"
# is not bound by the limit otherwise). It is inherited: the programs that print passwords leave no dump as well.
_CORE = 1


def _prctl(option: int, value: int) -> None:
    ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)


def die_with_parent(by: signal.Signals = signal.SIGKILL) -> None:
    """Called first thing in a child: the kernel sends it this signal when its parent is gone."""
    _prctl(_PR_SET_PDEATHSIG, by)


def leave_no_dump() -> None:
    """Called first thing in every process: its memory holds secrets and mail. No dump, and no other process of the user looks in."""
    _prctl(_PR_SET_DUMPABLE, 0)
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    allowed = _CORE if hard == resource.RLIM_INFINITY else min(_CORE, hard)
    resource.setrlimit(resource.RLIMIT_CORE, (allowed, allowed))
