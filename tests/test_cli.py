"""The massage-billing command does what its help says, and reports every problem in one sentence."""

import errno
import http.client
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from filelock import FileLock
from jupyter_client.blocking.client import BlockingKernelClient

from massage_billing.cli import main
from massage_billing.coursework.export import quiz_formats
from massage_billing.lessons import server
from massage_billing.site import build
from ports import free_port, sessions


@contextmanager
def started(*arguments: str, **environment: str) -> Iterator[list[str]]:
    """Run `massage-billing start` for at most a minute, and yield the lines it prints, through the one after the address."""
    command = [sys.executable, "-m", "massage_billing", "start", *arguments]
    # A test run in the background ignores Ctrl+C, and its child processes would inherit that.
    restore_ctrl_c = None if os.name == "nt" else partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    process = subprocess.Popen(
        command, env=os.environ | environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        preexec_fn=restore_ctrl_c,  # noqa: PLW1509  (no other thread is running)
    )  # fmt: skip
    stop = threading.Timer(60, process.kill)
    stop.start()
    try:
        printed = []
        for line in process.stdout or ():
            printed.append(line.strip())
            if printed[-1].startswith("Keep this window" if "--no-browser" in arguments else "No web browser"):
                break
        yield printed
    finally:
        stop.cancel()
        process.terminate()
        process.wait(20)
        if process.stdout:
            process.stdout.close()


def address_in(printed: list[str]) -> str:
    found = [match.group(0) for match in (re.search(r"http://localhost:\S+", line) for line in printed) if match]
    assert len(found) == 1, printed
    return found[0]


def status(address: str) -> int:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection("127.0.0.1", parts.port or 80, timeout=20)
    connection.request("GET", f"{parts.path}?{parts.query}")
    try:
        return connection.getresponse().status
    finally:
        connection.close()


def test_start_creates_the_folder_and_prints_an_address_that_works(tmp_path: Path) -> None:
    folder = tmp_path / "José O'Brien's lessons"
    left_open = folder / ".massage-billing" / "config" / "lab" / "workspaces" / "default.jupyterlab-workspace"
    left_open.parent.mkdir(parents=True)
    left_open.touch()
    port = free_port()
    with started(str(folder), "--no-browser", "--port", str(port)) as printed:
        assert [line.split(" at ")[0] for line in printed] == [
            "The lessons are open",
            "Keep this window open while you use the lessons. To stop, press Ctrl+C here.",
        ]
        assert f"localhost:{port}/doc/tree/00_start_here.ipynb?token=" in address_in(printed)
        assert status(address_in(printed)) == 200
        assert status(address_in(printed).split("?")[0]) == 302  # the token is required
    assert (folder / "02_eight_minute_rule.ipynb").exists()
    assert not left_open.exists()  # the start page opens first, whatever was open last time
    # None of Jupyter's folders is there.
    assert not [path for path in (folder / ".massage-billing").iterdir() if path.is_dir()]


def test_code_in_a_folder_that_somebody_sent_does_not_run(tmp_path: Path) -> None:
    """Version 0.1 kept Jupyter's settings in the folder, and they can contain code."""
    private, ran = tmp_path / ".massage-billing", tmp_path / "ran.txt"
    code = f"open({str(ran)!r}, 'w').write(__file__)"
    places = (
        "config/jupyter_server_config.py",
        "config/jupyter_lab_config.py",
        "ipython/profile_default/startup/00.py",
        "ipython/profile_default/ipython_kernel_config.py",
    )
    for place in places:
        (private / place).parent.mkdir(parents=True, exist_ok=True)
        (private / place).write_text(code, encoding="utf-8")
    with started(str(tmp_path), "--no-browser", "--port", str(free_port())) as printed:
        while not (found := sessions(address_in(printed))):
            time.sleep(0.1)
        connection = server.RUNTIME / f"kernel-{found[0]['kernel']['id']}.json"
        kernel = BlockingKernelClient(connection_file=str(connection))
        kernel.load_connection_file()
        kernel.start_channels()
        kernel.wait_for_ready(timeout=30)  # now it has run its startup files
        kernel.stop_channels()
    assert not ran.exists()
    assert not [place for place in places if (private / place).exists()]


def test_starting_a_second_time_opens_the_lessons_that_are_open_already(tmp_path: Path) -> None:
    """The second start is as soon after the first as after a double click."""
    command = [
        sys.executable,
        "-m",
        "massage_billing",
        "start",
        str(tmp_path),
        "--no-browser",
        "--port",
        str(free_port()),
    ]
    starts = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(2)]
    try:
        while not (stopped := [one for one in starts if one.poll() is not None]):
            time.sleep(0.1)
        (done,) = stopped
        (running,) = [one for one in starts if one is not done]
        printed, _ = done.communicate()
        assert done.returncode == 0
        (line,) = printed.splitlines()
        assert line.startswith("The lessons are already open at http://localhost:")
        assert running.stdout
        assert running.stdout.readline().endswith(address_in([line]) + "\n")
        assert status(address_in([line])) == 200
    finally:
        for one in starts:
            one.kill()
            one.wait(20)
            if one.stdout:
                one.stdout.close()


def test_a_server_that_hangs_is_reported_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(server, "PATIENCE", 0.5)
    monkeypatch.setattr(server, "_apart", lambda _: None)
    (tmp_path / ".massage-billing").mkdir()
    with FileLock(tmp_path / ".massage-billing" / "server.lock"):
        assert main(["start", str(tmp_path), "--no-browser"]) == 2
    assert capsys.readouterr().err == (
        f"massage-billing: The lessons in {tmp_path} are already running in another window, but they are not responding. "
        "Close that window, and try again.\n"
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl+C to a whole console, not to one process")
def test_ctrl_c_stops_the_server_and_prints_where_the_answers_are(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "massage_billing", "start", str(tmp_path), "--no-browser", f"--port={free_port()}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout
        process.stdout.readline()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        printed, _ = process.communicate(timeout=20)
    assert printed == f"Stopped. Your lessons and answers are in {tmp_path}.\n"
    assert process.returncode == 0


def test_a_port_in_use_is_reported_and_another_port_is_used(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
        with started(str(tmp_path), "--no-browser", "--port", str(port)) as printed:
            other = urlsplit(address_in(printed)).port
            assert printed[0] == f"Another program is using port {port}, so the lessons use port {other}."
            assert len(printed) == 3
            assert status(address_in(printed)) == 200
    with started(str(tmp_path), "--no-browser") as printed:  # so that a page that is still open connects again
        assert urlsplit(address_in(printed)).port == other


def test_a_folder_that_cannot_be_used_is_reported_and_another_folder_is_used(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    with started(str(file), "--no-browser", "--port", str(free_port())) as printed:
        assert printed[0].startswith(f"The folder {file} cannot be used (")
        assert "so today's lessons and answers are in" in printed[0]
        assert "massage-billing start FOLDER" in printed[0]
        assert len(printed) == 3
        assert status(address_in(printed)) == 200
    assert file.read_text(encoding="utf-8") == "mine"


def test_a_missing_web_browser_is_reported_after_the_address(tmp_path: Path) -> None:
    nowhere = {"PATH": str(tmp_path), "DISPLAY": "", "WAYLAND_DISPLAY": "", "BROWSER": ""}
    with started(str(tmp_path / "lessons"), "--port", str(free_port()), **nowhere) as printed:
        assert printed[-1] == "No web browser was found. Open the address above in a browser on this computer."
        assert status(address_in(printed)) == 200


@pytest.mark.parametrize("port", ["0", "65536", "eight", "-1", "8.5"])
def test_a_port_out_of_range_is_rejected(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["start", f"--port={port}"]) == 2
    assert f"{port!r} is not a whole number from 1 to 65535." in capsys.readouterr().err


COMMANDS = {
    "start": ("FOLDER", "--no-browser", "--place", "--port", "8888", "never overwritten", "home folder"),
    "assign": ("ROSTER", "OUT", "--title", "--due", "--ask", "SUBJECT[:LEVEL]=COUNT", "--points", "--nbgrader", "key.json"),
    "grade": ("ASSIGNMENT", "SUBMISSIONS", "--out", "--best", "--late-percent", "--late-floor", "--cut-off", "--no-pages",
              "--cores", "--dask", "student,question,points,reason", "student,question,response,reason"),
    "report": ("RESULTS", "--out", "--dask"),
    "export": ("OUT", "--title", "--ask", "--points", "--variants", "--format", "--seed", "not_carried.csv"),
    "site": ("OUT", "Node.js"),
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_help_explains_every_argument_with_an_example_in_80_columns(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--help"]) == 0
    text = capsys.readouterr().out
    assert [word for word in COMMANDS[command] if word not in text] == []
    assert f"\n    massage-billing {command} " in text
    assert max(map(len, text.splitlines())) <= 80


def test_export_offers_every_quiz_format(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--help"]) == 0
    assert f"[{'|'.join(quiz_formats())}]" in capsys.readouterr().out
    assert main(["export", "quiz", "--title=A", "--ask=codes=1", "--format=paper"]) == 2
    assert "'paper' is not one of" in capsys.readouterr().err


def test_the_examples_in_the_help_run_without_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("class.csv").write_text(CLASS, encoding="utf-8")
    Path("submissions").mkdir()
    with zipfile.ZipFile("submissions.zip", "w"):
        pass
    for command in ("assign", "grade", "report", "export"):
        main([command, "--help"])
        text = capsys.readouterr().out.replace("\\\n", "")
        examples = re.findall(r"^    massage-billing (.+)$", text, re.MULTILINE)
        assert examples
        for example in examples:
            assert main(shlex.split(example)) == 0, capsys.readouterr().err


def test_help_imports_no_large_libraries() -> None:
    heavy = {"jupyterlab", "pandas", "matplotlib", "numpy", "ipywidgets", "sphinx", "massage_billing.questions"}
    code = f"import sys; from massage_billing.cli import main; main(['--help']); sys.exit(str(sys.modules.keys() & {heavy}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == "set()\n"


def test_the_version_option_prints_the_version_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"massage-billing, version {version('massage-billing')}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["cook"], "massage-billing: No such command 'cook'."),
        (["start", "--kitchen"], "massage-billing: No such option '--kitchen'."),
        (["grade", "week3", "in"], "massage-billing: Missing option '--out'."),
        (["assign", "class.csv"], "massage-billing: Missing argument 'OUT'."),
        (["grade", "a", "b", "--out=c", "--late-percent=101"], "'101' is not a number from 0 to 100."),
        (["grade", "a", "b", "--out=c", "--late-percent=nan"], "'nan' is not a number from 0 to 100."),
        (["grade", "a", "b", "--out=c", "--late-percent=5", "--cut-off"], "Use --late-percent or --cut-off, not both."),
    ],
)
def test_a_mistyped_command_is_reported_in_one_sentence_with_how_to_get_help(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    sentence, help_line = capsys.readouterr().err.splitlines()
    assert message in sentence
    assert re.fullmatch(r"For help, type: massage-billing( \w+)? --help", help_line)


def test_running_without_a_command_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    text = capsys.readouterr().err
    assert [command for command in COMMANDS if f"\n  {command} " not in text] == []


def test_a_missing_library_is_reported_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "sphinx.application", None)
    monkeypatch.setattr(build, "build", lambda *_: __import__("sphinx.application"))
    assert main(["site", str(tmp_path / "out")]) == 2
    assert 'Install it with: pip install "massage-billing[site]".' in capsys.readouterr().err


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_is_shown_only_on_a_terminal(tmp_path: Path, terminal: bool) -> None:
    pty = pytest.importorskip("pty")  # Windows has no pseudo-terminals
    (tmp_path / "class.csv").write_text(CLASS, encoding="utf-8")
    command = [sys.executable, "-m", "massage_billing", "assign", "class.csv", "week3", *ASSIGN]
    our_end, terminal_end = pty.openpty() if terminal else os.pipe()
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=terminal_end) as process:
        assert process.wait(60) == 0
    if not terminal:
        os.close(terminal_end)
    shown = os.read(our_end, 10_000).decode()
    assert ("Writing handouts" in shown and "100%" in shown) if terminal else shown == ""


CLASS = "id,name\na1,Ann Example\nb2,Ben Sample\n"
ASSIGN = ("--title=Week 3", "--due=2026-12-01T23:59-08:00", "--ask=codes:1=2", "--ask=claims=3")


def assign(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "massage_billing", "assign", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_assign_writes_a_handout_for_each_student_in_a_class_list(tmp_path: Path) -> None:
    (tmp_path / "class.csv").write_text(CLASS, encoding="utf-8")
    done = assign(tmp_path, "class.csv", "week3", *ASSIGN)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"Wrote 2 handouts to {Path('week3') / 'handouts'}.",
        f"Keep {Path('week3') / 'key.json'} to yourself: it contains the answers.",
    ]
    assert sorted(path.name for path in (tmp_path / "week3" / "handouts").iterdir()) == ["a1.ipynb", "b2.ipynb"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("missing.csv", "out", *ASSIGN), "massage-billing: missing.csv cannot be read: No such file or directory."),
        (
            ("class.csv", "out", *ASSIGN, "--ask=cooking=1"),
            "massage-billing: There are no questions on 'cooking'.",
        ),
        (("class.csv", "out", *ASSIGN, "--ask=codes"), "'codes' is not SUBJECT[:LEVEL]=COUNT. Write it like codes=3"),
        (("class.csv", "out", *ASSIGN, "--due=tomorrow"), "'tomorrow' is not a date and time with a time zone"),
        (("class.csv", "out", *ASSIGN, "--due=2026-12-01T23:59"), "is not a date and time with a time zone"),
        (
            ("class.csv", "class.csv", *ASSIGN),
            "massage-billing: class.csv already exists and is not an earlier assignment",
        ),
    ],
)
def test_an_assignment_that_cannot_be_created_is_reported_in_one_sentence(
    tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    (tmp_path / "class.csv").write_text(CLASS, encoding="utf-8")
    done = assign(tmp_path, *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["class.csv"]


def test_submissions_are_graded_from_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "class.csv").write_text(CLASS, encoding="utf-8")
    assign(tmp_path, "class.csv", "week3", *ASSIGN)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bad.json").write_text("{", encoding="utf-8")
    command = [sys.executable, "-m", "massage_billing", "grade", "week3", "in", "--out", "results"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "Graded 0 students. 2 students submitted nothing. 1 file could not be graded."
    assert (
        (tmp_path / "results" / "refused.csv")
        .read_text(encoding="utf-8")
        .splitlines()[1]
        .startswith('bad.json,"It is not valid JSON')
    )
    command[4] = "nowhere"
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("massage-billing: nowhere")


def test_the_place_option_copies_the_lessons_without_starting_a_server(tmp_path: Path) -> None:
    place = tmp_path / "learner"
    command = [sys.executable, "-m", "massage_billing", "start", str(place), "--place"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, f"The lessons are in {place}.\n")
    page = (place / "00_start_here.ipynb").read_text(encoding="utf-8")
    assert "mb-cards" in page
    (tmp_path / "file").touch()
    refused = subprocess.run(
        [*command[:-2], str(tmp_path / "file"), "--place"], capture_output=True, text=True, check=False
    )
    assert refused.returncode == 2
    assert len(refused.stderr.splitlines()) == 1


@pytest.mark.parametrize("out", ["x" * 300, "locked/week"])
@pytest.mark.parametrize("command", ["assign class.csv OUT --due 2026-12-01T23:59-08:00", "export OUT"])
def test_a_folder_that_cannot_be_reached_is_reported_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, out: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("class.csv").write_text("id,name\na1,Ann Example\n", encoding="utf-8")
    if out.startswith("locked"):
        unreachable = PermissionError(errno.EACCES, "Permission denied")
        exists = Path.exists
        monkeypatch.setattr(Path, "exists", lambda path: _raise(unreachable) if "locked" in str(path) else exists(path))
    arguments = command.replace("OUT", out).split()
    assert main([*arguments, "--title", "Week 3", "--ask", "codes=1"]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"massage-billing: {out} cannot be written: ")
    assert error.count("\n") == 1


def _raise(error: Exception) -> bool:
    raise error


@pytest.mark.parametrize("text", ["1_0", " 5 ", "٣", "5.0"])
def test_a_number_that_is_not_in_plain_digits_is_rejected(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "quiz", "--title", "Week 3", "--ask", "codes=1", "--points", text]) == 2
    assert "is not a whole number from 1 to 1000" in capsys.readouterr().err


def test_help_lists_the_subjects_of_the_course(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assign", "--help"]) == 0
    assert "The subjects are codes, eight_minute_rule," in capsys.readouterr().out


def test_a_quiz_without_a_title_is_rejected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(tmp_path / "quiz"), "--title", "", "--ask", "codes=1"]) == 2
    assert "The title is empty. Give the assignment a title." in capsys.readouterr().err
