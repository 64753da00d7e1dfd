"""The processes that deliver: one for each target, none in the way of another, none left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from parts.posting import Post, alive, children, command, posting
from parts.receivers import Receiver, wait_for

from watcher.notify import Delivered, Delivery

CANARY = "c4n4ryS3cr3t"


@pytest.fixture
def post() -> Iterator[Post]:
    with posting() as running:
        yield running


# --- several targets ------------------------------------------------------------------------------------------------------------------


def test_a_target_that_fails_or_hangs_delays_no_other_and_repeats_at_none(receivers: Callable[[], Receiver]) -> None:
    good, bad, hanging = receivers(), receivers(), receivers()
    bad.fail(500)
    with posting(time_limit=6.0) as post:
        assert post.deliver(hanging.url(), target="hanging").ok  # its child has started
        hanging.hang()
        begun = time.monotonic()
        stuck = post.send(hanging.url(), target="hanging")
        waiting = [post.send(good.url(), f"Number {n}", target="good") for n in range(5)] + [post.send(bad.url(), target="bad")]
        results = [post.result() for _ in waiting]
        assert time.monotonic() - begun < 6.0
        assert {result.id: result.ok for result in results} == {**dict.fromkeys(waiting, True), waiting[-1]: False}
        assert post.deliverer.in_flight == {stuck}
        late = post.result()
        assert late == Delivered(stuck, ok=False, permanent=False, detail="json://127.0.0.1: no answer within 6 s")
        wait_for(lambda: not post.deliverer.in_flight)
        assert good.titles() == [f"Number {n}" for n in range(5)]
        assert len(bad.requests) == 1


def test_after_a_hung_child_the_next_delivery_gets_a_new_one(receiver: Receiver) -> None:
    with posting(time_limit=5.0) as post:
        receiver.hang()
        begun = time.monotonic()
        assert "no answer within 5 s" in post.deliver(receiver.url()).detail
        assert 4.9 < time.monotonic() - begun < 10
        receiver.recover()
        assert post.deliver(receiver.url()).ok


def test_a_child_that_dies_costs_one_delivery_and_no_more(post: Post, receiver: Receiver) -> None:
    assert post.deliver(receiver.url()).ok
    receiver.hang()
    sent = post.send(receiver.url())
    wait_for(lambda: len(receiver.requests) == 2)
    for child in children():
        os.kill(child, signal.SIGKILL)
    ended = "json://127.0.0.1: the sending process ended without an answer"
    assert post.result() == Delivered(sent, ok=False, permanent=False, detail=ended)
    receiver.recover()
    assert post.deliver(receiver.url()).ok


def test_a_child_that_died_while_idle_costs_nothing(post: Post, receiver: Receiver) -> None:
    assert post.deliver(receiver.url()).ok
    (child,) = children()
    os.kill(child, signal.SIGKILL)
    # Ended for its parent, too: a process with several threads shows as a zombie a moment before it can be waited for.
    wait_for(lambda: os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT))
    assert post.deliver(receiver.url()).ok


def test_an_id_in_flight_is_not_sent_twice_and_one_that_was_reported_is(post: Post, receiver: Receiver) -> None:
    again = Delivery(7, "phone", receiver.url(), "T", "B")
    receiver.hang()
    post.deliverer.send(again)
    post.deliverer.send(again)
    receiver.next()
    receiver.recover()
    assert post.result().ok
    wait_for(lambda: not post.deliverer.in_flight)
    post.deliverer.send(again)
    post.deliverer.send(Delivery(8, "phone", receiver.url(), "T", "B"))
    assert [post.result().id for _ in range(2)] == [7, 8]
    assert len(receiver.requests) == 3


# --- the child ------------------------------------------------------------------------------------------------------------------------


def test_a_child_ends_when_there_is_nothing_to_do_and_starts_when_there_is(post: Post, receiver: Receiver) -> None:
    assert children() == []
    assert post.deliver(receiver.url()).ok
    assert len(children()) == 1
    assert post.deliver(receiver.url()).ok
    assert len(children()) == 1
    wait_for(lambda: not children(), 15)
    assert post.deliver(receiver.url()).ok


def test_a_child_is_shut_in_and_knows_nothing_of_the_environment(post: Post, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_SECRET", CANARY)
    assert post.deliver(f"json://sam:{CANARY}@{receiver.address}/{CANARY}").ok
    (child,) = children()
    limits = Path(f"/proc/{child}/limits").read_text()
    for name, value in {"core file": "1", "file": "0", "address space": str(1 << 30), "open files": "64"}.items():
        line = next(line for line in limits.splitlines() if line.lower().startswith(f"max {name}"))
        assert f" {value} " in line
    assert CANARY.encode() not in command(child)
    try:
        assert CANARY.encode() not in Path(f"/proc/{child}/environ").read_bytes()
        assert Path(f"/proc/{child}/fd/2").readlink() == Path(os.devnull)
    except PermissionError:
        assert os.getuid() != 0  # nobody but root may look, since it may not be traced
    status = Path(f"/proc/{child}/status").read_text()
    ignored = int(next(line for line in status.splitlines() if line.startswith("SigIgn")).split()[1], 16)
    assert all(ignored >> (number - 1) & 1 for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP))


def test_a_child_cannot_be_traced_or_dumped() -> None:
    program = (
        "import ctypes, watcher.notify.__main__ as child; child.shut_in();"
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), end='')"  # PR_GET_DUMPABLE
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "0"


PARENT = """
import sys, time
from watcher.clock import SystemClock
from watcher.notify import Deliverer, Delivery
deliverer = Deliverer(clock=SystemClock(), post=lambda delivered: print(delivered.ok, flush=True))
for number, url in enumerate(sys.argv[1:]):
    deliverer.send(Delivery(number, f"target{number}", url, "Title", "Body"))
print("sent", flush=True)
time.sleep(600)
"""


def test_kill_9_of_the_parent_leaves_no_child_neither_a_hung_one_nor_an_idle_one(receivers: Callable[[], Receiver]) -> None:
    idle, hanging = receivers(), receivers()
    hanging.hang()
    parent = subprocess.Popen([sys.executable, "-c", PARENT, idle.url(), hanging.url()], stdout=subprocess.PIPE, text=True)
    try:
        assert parent.stdout is not None
        assert {parent.stdout.readline().strip() for _ in range(2)} == {"sent", "True"}
        hanging.next()
        pids = children(parent.pid)
        assert len(pids) == 2
    finally:
        parent.kill()
        parent.communicate()
    wait_for(lambda: not any(alive(pid) for pid in pids), 5)


def test_close_ends_at_once_what_hangs_and_reports_it(receivers: Callable[[], Receiver]) -> None:
    good, hanging = receivers(), receivers()
    post = Post()
    assert post.deliver(good.url(), target="good").ok
    hanging.hang()
    stuck = post.send(hanging.url(), target="hanging")
    waiting = post.send(hanging.url(), "never tried", target="hanging")
    hanging.next()
    begun = time.monotonic()
    post.deliverer.close(0.5)
    assert time.monotonic() - begun < 2.0
    assert children() == []
    assert post.result(1) == Delivered(stuck, ok=False, permanent=False, detail="json://127.0.0.1: stopped before an answer came")
    wait_for(lambda: post.deliverer.in_flight == {waiting})
    assert len(hanging.requests) == 1
    with pytest.raises(RuntimeError):
        post.send(good.url())


def test_close_lets_what_is_under_way_end_in_the_time_it_is_given(receiver: Receiver) -> None:
    post = Post()
    receiver.delay = 1.0
    post.send(receiver.url())
    receiver.next()
    post.deliverer.close(10)
    assert post.result(0.1).ok
    assert children() == []


def test_the_daemon_side_loads_nothing_big() -> None:
    program = "import sys, watcher.notify; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert {"apprise", "requests", "urllib3", "pydantic", "ssl", "http.client", "smtplib", "asyncio", "mailparser"}.isdisjoint(loaded)
