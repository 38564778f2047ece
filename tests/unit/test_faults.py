"""Tracebacks are kept as files, and told by name alone."""

from __future__ import annotations

from pathlib import Path

from guidevakt import faults


def _raised() -> ValueError:
    try:
        raise ValueError("no page at https://mysignins.microsoft.com/security-info?code=secret#token=secret")
    except ValueError as error:
        return error


def test_a_traceback_is_a_file_of_the_run_without_what_addresses_carry(tmp_path: Path) -> None:
    kept = faults.keep(tmp_path, "losenord/aterstall-2", _raised())

    assert kept == "faults/losenord/aterstall-2.txt"
    text = (tmp_path / kept).read_text("utf-8")
    assert "Traceback" in text
    assert "ValueError: no page at https://mysignins.microsoft.com/security-info" in text
    assert "secret" not in text.split("ValueError: ")[1]


def test_each_fault_of_a_step_stands_after_the_one_before(tmp_path: Path) -> None:
    for told in ("first", "second \udc92 with what no file can hold"):
        kept = faults.keep(tmp_path, "steg", told)

    assert (tmp_path / kept).read_text("utf-8") == "first\n\nsecond \\udc92 with what no file can hold\n\n"


def test_a_fault_that_cannot_be_written_is_named_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "faults").write_text("a file where the folder should be", "utf-8")

    assert faults.keep(tmp_path, "steg", _raised()) == "faults/steg.txt"
