"""Packs are opened within limits, and every refusal names its rule."""

from __future__ import annotations

import gzip
import io
import stat
import zipfile

import pytest

from retrieval.errors import UnreadableSource
from retrieval.readers.unpack import UnpackLimits, contents, gunzip, members

SMALL = UnpackLimits(entries=3, total=1000, each=600, ratio=10, judged_from=100)


def pack(files: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as writer:
        for name, data in files.items():
            writer.writestr(name, data)
    return made.getvalue()


def refusals(data: bytes, limits: UnpackLimits = SMALL) -> list[str]:
    return [member.reason for member in members(data, limits) if member.data is None]


def test_files_come_in_their_order_and_what_systems_hide_is_passed_over() -> None:
    data = pack({"b/2.txt": b"2", "__MACOSX/b/2.txt": b"x", "b/.DS_Store": b"x", "1.txt": b"1"})
    assert [(member.path, member.data) for member in members(data)] == [("b/2.txt", b"2"), ("1.txt", b"1")]


@pytest.mark.parametrize("name", ["../up.txt", "a/../../up.txt", "/etc/passwd", "..\\up.txt", "C:/up.txt"])
def test_a_path_out_of_the_pack_is_refused_and_the_others_are_read(name: str) -> None:
    data = pack({name: b"x", "good.txt": b"y"})
    assert refusals(data) == ["its path leads out of the pack"]
    assert [member.data for member in members(data) if member.data] == [b"y"]


def test_a_link_and_an_encrypted_file_are_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as writer:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        writer.writestr(link, "/etc/passwd")
        writer.writestr("secret.txt", "x")
    data = bytearray(made.getvalue())
    place = data.rindex(b"PK\x01\x02", 0, data.rindex(b"secret.txt"))
    data[place + 8] |= 1
    assert refusals(bytes(data)) == [
        "it is a link to another file",
        "it is encrypted; unpack it with its password first",
    ]


def test_more_files_than_the_limit_are_refused_as_a_whole() -> None:
    with pytest.raises(UnreadableSource, match="it holds 4 files; the limit is 3"):
        list(members(pack({f"{n}.txt": b"x" for n in range(4)}), SMALL))


def test_one_large_file_is_refused_alone_and_too_much_in_all_ends_the_reading() -> None:
    assert refusals(pack({"1": b"x" * 601, "2": b"y"})) == [
        "unpacked it is larger than 600 bytes, the limit of one file"
    ]
    with pytest.raises(UnreadableSource, match="larger than 1000 bytes in all"):
        list(members(pack({"1": b"x" * 550, "2": b"y" * 550}), SMALL))


def test_a_bomb_is_refused_by_how_far_it_expands() -> None:
    limits = UnpackLimits(judged_from=10_000)
    assert refusals(pack({"bomb": b"0" * 10_000_000}, zipfile.ZIP_DEFLATED), limits) == [
        "it expands more than 200 times, as only bombs do"
    ]


def test_a_file_that_claims_to_be_small_is_counted_as_it_is_read() -> None:
    data = bytearray(pack({"bomb": b"0" * 5000}, zipfile.ZIP_DEFLATED))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.index(mark) + offset
        data[place : place + 4] = (9).to_bytes(4, "little")
    assert len(refusals(bytes(data))) == 1


@pytest.mark.parametrize("cut", [10, 60, -30])
def test_a_torn_pack_is_refused(cut: int) -> None:
    with pytest.raises(UnreadableSource, match="damaged zip file"):
        list(members(pack({"a.txt": b"x" * 100})[:cut]))


def test_a_damaged_file_in_a_pack_is_refused_alone() -> None:
    data = bytearray(pack({"a.txt": b"x" * 100, "b.txt": b"y"}))
    data[data.index(b"xxxx")] = 0
    (bad,) = [member for member in members(bytes(data)) if member.data is None]
    assert (bad.path, bad.reason.startswith("damaged")) == ("a.txt", True)
    with pytest.raises(UnreadableSource, match=r"a\.txt: damaged"):
        contents(bytes(data))


def test_arabic_names_of_old_programs_are_read() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as writer:
        info = zipfile.ZipInfo("XXX.txt")
        writer.writestr(info, b"x")
    data = made.getvalue().replace(b"XXX", "خبر".encode("cp1256"))
    assert [member.path for member in members(data)] == ["خبر.txt"]


def test_gzip_is_unpacked_within_the_limits() -> None:
    assert gunzip(gzip.compress(b"abc")) == b"abc"
    for data, rule in (
        (gzip.compress(b"0" * 700), "limit of one file"),
        (gzip.compress(bytes(range(256)) * 2)[:-20], "breaks off"),
        (b"\x1f\x8b\x08\x00rubbish-rubbish", "damaged gzip"),
    ):
        with pytest.raises(UnreadableSource, match=rule):
            gunzip(data, SMALL)
