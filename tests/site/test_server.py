"""The example files for a school's server use the same programs, names, and folders."""

import re
import subprocess
import sys
from pathlib import Path

import yaml

SERVER = Path(__file__).resolve().parents[2] / "book" / "server"
PROGRAM = "massage-billing-server"


def text(name: str) -> str:
    return (SERVER / name).read_text(encoding="utf-8")


def test_the_chart_values_start_programs_that_the_image_contains() -> None:
    values = yaml.safe_load(text("values.yaml"))
    assert set(values) == {"singleuser", "hub", "cull"}
    single = values["singleuser"]
    image = text("Containerfile")
    assert single["cmd"] == [PROGRAM, "jupyterhub-singleuser"]
    assert f"book/server/{PROGRAM} /usr/local/bin/" in image
    assert f'CMD ["{PROGRAM}", ' in image
    assert '"jupyterhub>=' in image  # installs jupyterhub-singleuser
    assert single["storage"]["homeMountPath"] == re.search(r"WORKDIR (\S+)", image)[1]  # type: ignore[index]
    assert single["defaultUrl"] in image


def test_the_hub_configuration_starts_the_same_program() -> None:
    class Config:
        def __getattr__(self, name: str) -> "Config":
            section = Config()
            setattr(self, name, section)
            return section

    config = Config()
    exec(text("jupyterhub_config.py"), {"get_config": lambda: config})  # noqa: S102  (our own file)
    assert config.Spawner.cmd == [PROGRAM, "jupyterhub-singleuser"]
    assert config.Spawner.default_url == yaml.safe_load(text("values.yaml"))["singleuser"]["defaultUrl"]


def test_the_server_program_copies_the_lessons_and_runs_its_command_in_their_folder(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "massage-billing"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m massage_billing "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    environment = {"HOME": str(tmp_path), "PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"}
    command = 'echo "$MASSAGE_BILLING_FOLDER"; pwd; ls'
    done = subprocess.run(
        ["/bin/sh", str(SERVER / PROGRAM), "sh", "-c", command],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    folder = str(tmp_path / "massage-billing")
    assert lines[:3] == [f"The lessons are in {folder}.", folder, folder]
    assert "00_start_here.ipynb" in lines


def test_both_web_servers_know_module_files_and_compress_the_same_types() -> None:
    nginx, apache = text("nginx.conf"), text("apache.htaccess")
    compressed = re.search(r"gzip_types (.*);", nginx)[1].split()  # type: ignore[index]
    assert f"DEFLATE {' '.join(['text/html', *compressed])}\n" in apache  # nginx always compresses HTML
    assert re.search(r"text/javascript\s+mjs;", nginx)
    assert "AddType text/javascript .mjs" in apache
