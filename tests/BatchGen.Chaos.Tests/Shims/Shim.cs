using System.ComponentModel;
using System.Diagnostics;

namespace BatchGen.Chaos.Tests.Shims;

/// <summary>A small library in C that stands between the program and its system, compiled where there is a compiler.</summary>
internal static class Shim
{
    private static readonly string[] Compilers = ["cc", "gcc", "clang"];

    /// <param name="name">Of the source beside this file.</param>
    /// <returns>The library's path; null when no C compiler is here.</returns>
    /// <exception cref="InvalidOperationException">It does not compile.</exception>
    public static async Task<string?> CompileAsync(string name, string folder)
    {
        var library = Path.Combine(folder, $"{name}.so");
        foreach (var compiler in Compilers)
        {
            if (Start(
                compiler,
                "-shared",
                "-fPIC",
                "-O2",
                "-o",
                library,
                Path.Combine(AppContext.BaseDirectory, "Shims", $"{name}.c"),
                "-ldl",
                "-lpthread") is not { } process)
                continue;
            using (process)
            {
                var words = await process.StandardError.ReadToEndAsync();
                await process.WaitForExitAsync();
                return process.ExitCode == 0 ? library : throw new InvalidOperationException($"{compiler} could not compile {name}.c: {words}");
            }
        }

        return null;
    }

    private static Process? Start(string program, params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
        }
        catch (Win32Exception)
        {
            // It is not installed.
            return null;
        }
    }
}
