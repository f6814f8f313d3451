"""Compiles C# answers with the SDK's own compiler: one process for all, errors told apart by file."""
import glob
import os
import re
import shutil
import subprocess
import tempfile

USINGS = "".join(f"global using {n};\n" for n in ("System", "System.IO", "System.Linq", "System.Text", "System.Collections.Generic", "Xunit"))
XUNIT = """namespace Xunit
{
    public sealed class FactAttribute : System.Attribute { }
    public static class Assert { public static void Equal<T>(T expected, T actual) { } }
}
"""


def compiler() -> tuple[str, str]:
    """(csc.dll, folder of reference assemblies) of the newest SDK."""
    dotnet = os.environ.get("DOTNET_ROOT") or os.path.dirname(os.path.realpath(shutil.which("dotnet")))
    csc = sorted(glob.glob(f"{dotnet}/sdk/*/Roslyn/bincore/csc.dll"))
    refs = sorted(glob.glob(f"{dotnet}/packs/Microsoft.NETCore.App.Ref/*/ref/net*"))
    if not csc or not refs:
        raise SystemExit("The .NET SDK with its reference assemblies is needed to compile C# answers.")
    return csc[-1], refs[-1]


def compile_all(codes: list[str]) -> list[str]:
    """One entry per code: the first error, or an empty string."""
    csc, refs = compiler()
    errors = [""] * len(codes)
    with tempfile.TemporaryDirectory(prefix="csharp-") as folder:
        def write(name, text):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
                out.write(text)
            return name
        files = [write("usings.cs", USINGS), write("xunit.cs", XUNIT)]
        for i, code in enumerate(codes):
            # A brace too many would close the wrapper and spoil other files' errors only in this file.
            files.append(write(f"a{i}.cs", f"namespace N{i}\n{{\npublic partial class Answer\n{{\n{code}\n}}\n}}\n"))
        write("args.rsp", "\n".join(["-nologo", "-target:library", "-out:out.dll", "-nullable:disable", "-langversion:latest",
                                     *[f'-r:"{r}"' for r in glob.glob(f"{refs}/*.dll")], *files]))
        while True:
            done = subprocess.run(["dotnet", csc, "-noconfig", "@args.rsp"], cwd=folder, capture_output=True, text=True)
            found = {}
            for i, message in re.findall(r"^a(\d+)\.cs\(.*?\): error (.*)$", done.stdout, re.M):
                found.setdefault(int(i), message)
            if not found:
                if done.returncode != 0:
                    raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
                return errors
            # Syntax errors hide semantic ones: take the bad files out and compile again.
            for i, message in found.items():
                errors[i] = message
                write(f"a{i}.cs", "")
