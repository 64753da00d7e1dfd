import io
import os
import tempfile
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from watcher import sources
from watcher.sources import Source, count_sources, read_sources

MAIL = b"From: a@b.example\nSubject: one\n\nHello.\n"
OTHER = b"From: c@d.example\nSubject: two\n\nBye.\n"
MBOX = b"From a@b Mon Mar  2 10:00:00 2026\n" + MAIL + b"\nFrom c@d Tue Mar  3 10:00:00 2026\n" + OTHER


def read(*paths, stdin: bytes = b"") -> list[Source]:
    got = list(read_sources([str(path) for path in paths], io.BytesIO(stdin)))
    assert count_sources([str(path) for path in paths]) == len(got) or "-" in paths
    return got


def put(path: Path, data: bytes = MAIL) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_a_file_is_one_mail(tmp_path):
    path = put(tmp_path / "a.eml")
    assert read(path) == [Source(str(path), 0, MAIL, None)]


def test_a_folder_is_read_with_all_below_it_in_sorted_path_order(tmp_path):
    for name in ("b.eml", "a.eml", "sub/c.EML", "a/z.eml", "note.txt", "sub/deep/d.eml"):
        put(tmp_path / name)
    paths = [source.path for source in read(tmp_path)]
    assert paths == sorted(paths)
    assert {path.removeprefix(f"{tmp_path}/") for path in paths} == {"b.eml", "a.eml", "sub/c.EML", "a/z.eml", "sub/deep/d.eml"}


def test_several_paths_come_in_sorted_path_order(tmp_path):
    b, a = put(tmp_path / "b.eml"), put(tmp_path / "a.eml")
    assert [source.path for source in read(b, a)] == [str(a), str(b)]


def test_paths_stay_as_they_were_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "in" / "a.eml")
    assert [source.path for source in read("./in")] == ["./in/a.eml"]
    assert [source.path for source in read("in/")] == ["in/a.eml"]


def test_a_maildir_gives_what_is_in_cur_and_new(tmp_path):
    for name in ("cur/1:2,S", "new/2", "tmp/3", "cur/.hidden", ".Junk/cur/4:2,", ".Junk/new/.keep", "dovecot.index"):
        put(tmp_path / name)
    got = [source.path.removeprefix(f"{tmp_path}/") for source in read(tmp_path)]
    assert got == [".Junk/cur/4:2,", "cur/1:2,S", "new/2"]


def test_an_mbox_gives_each_message_with_its_index(tmp_path):
    path = put(tmp_path / "box", MBOX)
    assert read(path) == [Source(str(path), 0, MAIL, None), Source(str(path), 1, OTHER, None)]


def test_escaped_from_lines_are_restored_and_from_in_a_text_parts_nothing(tmp_path):
    body = b"Subject: x\n\n>From me\n>>From you\n\nFrom here on all is well.\nFrom a: to b\n"
    path = put(tmp_path / "box", b"From a Mon Mar  2 10:00:00 2026\n" + body)
    assert [source.raw for source in read(path)] == [b"Subject: x\n\nFrom me\n>From you\n\nFrom here on all is well.\nFrom a: to b\n"]


def test_an_mbox_with_crlf_or_without_dates_or_empty_lines_is_parted_too(tmp_path):
    assert len(read(put(tmp_path / "crlf", MBOX.replace(b"\n", b"\r\n")))) == 2
    assert len(read(put(tmp_path / "undated", b"From -\n" + MAIL + b"\nFrom -\n" + OTHER))) == 2
    assert len(read(put(tmp_path / "dense", MBOX.replace(b"\n\nFrom ", b"\nFrom ")))) == 2


def test_standard_input_is_one_mail_or_an_mbox():
    assert read("-", stdin=MAIL) == [Source("-", 0, MAIL, None)]
    assert [(source.index, source.raw) for source in read("-", stdin=MBOX)] == [(0, MAIL), (1, OTHER)]


def test_a_pipe_that_gives_little_at_a_time_is_read_to_its_end():
    class Slow(io.BytesIO):
        def read(self, size=-1):
            return super().read(min(size, 7) if size > 0 else size)

    assert [source.raw for source in read_sources(["-"], Slow(MAIL))] == [MAIL]


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"Hello there\nhow are you\n", b'{"a": 1}', b"\x00\x01\x02", b"<html><body>x: y</body></html>"]
)
def test_what_is_no_mail_is_an_entry_with_an_error(tmp_path, data):
    (got,) = read(put(tmp_path / "x.eml", data))
    assert got.raw is None
    assert got.error


def test_a_byte_order_mark_or_empty_lines_before_the_header_do_no_harm(tmp_path):
    assert read(put(tmp_path / "bom.eml", b"\xef\xbb\xbf" + MAIL))[0].error is None
    assert read(put(tmp_path / "nl.eml", b"\r\n" + MAIL))[0].error is None


def test_what_cannot_be_opened_is_an_entry_and_the_run_goes_on(tmp_path):
    put(tmp_path / "z.eml")
    (tmp_path / "broken.eml").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.eml")
    got = read(tmp_path, tmp_path / "missing.eml", "/dev/zero", "nul\0byte")
    errors = {Path(source.path).name: source.error for source in got}
    assert errors == {
        "broken.eml": "No such file or directory",
        "missing.eml": "No such file or directory",
        "pipe.eml": "not a file",
        "zero": "not a file",
        "nul\0byte": "embedded null byte",
        "z.eml": None,
    }


def test_links_that_lead_in_circles_are_harmless(tmp_path):
    put(tmp_path / "a" / "m.eml")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to("self")
    put(tmp_path / "cur" / "1")
    (tmp_path / "new").mkdir()
    (tmp_path / "cur" / "loop").symlink_to("loop")
    good = [source.path for source in read(tmp_path) if not source.error]
    assert len(good) == 2


@contextmanager
def not_as_root() -> Iterator[None]:
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(was)


def test_what_may_not_be_read_is_an_entry():
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        put(Path(name) / "shut" / "m.eml")
        put(Path(name) / "cur" / "1")
        put(Path(name) / "new" / "2").parent.chmod(0)
        put(Path(name) / "m.eml").chmod(0)
        (Path(name) / "shut").chmod(0)
        with not_as_root():
            got = {source.path.removeprefix(name): source.error for source in read_sources([name], io.BytesIO())}
            assert count_sources([name]) == 4
    denied = "Permission denied"
    assert got == {"/shut": denied, "/new": denied, "/m.eml": denied, "/cur/1": None}


def test_a_file_that_is_too_large_is_an_entry_and_its_neighbours_in_an_mbox_are_read(tmp_path):
    big = put(tmp_path / "big.eml")
    os.truncate(big, sources.FILE_SIZE + 1)
    assert read(big)[0].error == "larger than 50 MB"
    box = put(tmp_path / "box", MBOX.partition(b"\nFrom c@d")[0])
    os.truncate(box, sources.FILE_SIZE + 500)
    with box.open("ab") as file:
        file.write(b"\n\nFrom c@d Tue Mar  3 10:00:00 2026\n" + OTHER)
    assert [source.error is None for source in read(box)] == [False, True]


def test_a_large_mbox_is_never_held_in_memory(tmp_path):
    path = tmp_path / "box"
    with path.open("wb") as file:
        for _ in range(300):
            file.write(b"From a Mon Mar  2 10:00:00 2026\n" + MAIL + b"x" * 200_000 + b"\n" + b"y" * 100 + b"\n\n")
    tracemalloc.start()
    count = sum(1 for _ in read_sources([str(path)], io.BytesIO()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 300
    assert peak < 5_000_000
