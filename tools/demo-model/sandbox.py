"""Runs generated code in a child process that can do little harm.

No environment, an empty directory of its own, no network where the kernel allows it, an
unprivileged user when started as root, and limits on time, memory, file size and processes.
"""
import functools
import os
import resource
import shutil
import subprocess
import tempfile

SECONDS = 10
NOBODY = 65534


@functools.cache
def without_network() -> list[str]:
    """`unshare -n` gives the child an empty network; not every container permits it."""
    if shutil.which("unshare") is None:
        return []
    probe = subprocess.run(["unshare", "-n", "true"], capture_output=True)
    return [shutil.which("unshare"), "-n"] if probe.returncode == 0 else []


def _limits(memory: int | None):
    def apply():
        resource.setrlimit(resource.RLIMIT_CPU, (5, 5))
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if memory is not None:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    return apply


def run(language: str, source: str, files: dict[str, str] | None = None) -> tuple[bool, str]:
    """(finished with exit code 0, standard output or the end of the error output)."""
    with tempfile.TemporaryDirectory(prefix="judge-") as folder:
        name = "main.py" if language == "python" else "main.js"
        for path, text in {name: source, **(files or {})}.items():
            with open(os.path.join(folder, path), "w", encoding="utf-8") as out:
                out.write(text)
        os.chmod(folder, 0o755)
        if language == "python":
            command, memory = [os.environ.get("JUDGE_PYTHON", "/usr/bin/python3"), "-I", "-S", name], 512 << 20
        else:
            # V8 reserves far more address space than it uses, so its heap is limited instead.
            command, memory = [shutil.which("node"), "--max-old-space-size=128", name], None
        drop = []
        if os.geteuid() == 0 and shutil.which("setpriv"):
            drop = [shutil.which("setpriv"), f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        if shutil.which("prlimit"):
            drop += [shutil.which("prlimit"), "--nproc=64"]
        # Output goes to files, because the limit on file size then bounds it too.
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
            try:
                done = subprocess.run(without_network() + drop + command, cwd=folder, env={}, stdin=subprocess.DEVNULL,
                                      stdout=out, stderr=errors, timeout=SECONDS, preexec_fn=_limits(memory))
            except subprocess.TimeoutExpired:
                return False, "time limit"
            chosen = out if done.returncode == 0 else errors
            chosen.seek(0)
            text = chosen.read().decode("utf-8", "replace")
            return done.returncode == 0, text if done.returncode == 0 else text[-400:]
