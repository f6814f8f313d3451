using System.Diagnostics;

namespace BatchGen.Engine.Setup;

/// <summary>How the program of every child process is started, whatever its task.</summary>
internal static class EngineExecutable
{
    /// <summary>Plans, a request a line.</summary>
    public const string PlanVerb = "plan";

    /// <summary>Quantizes one model.</summary>
    public const string QuantizeVerb = "quantize";

    /// <param name="arguments">None for an engine, which reads its settings from standard input; else the task's verb.</param>
    public static ProcessStartInfo StartInfo(params IReadOnlyList<string> arguments)
    {
        var folder = AppContext.BaseDirectory;
        var executable = Path.Combine(folder, OperatingSystem.IsWindows() ? "BatchGen.Engine.exe" : "BatchGen.Engine");
        var start = File.Exists(executable)
            ? new ProcessStartInfo(executable, arguments)
            : new ProcessStartInfo("dotnet", [Path.Combine(folder, "BatchGen.Engine.dll"), .. arguments]);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;
        start.CreateNoWindow = true;

        // The web server's own settings are not the engine's: it listens on its socket and nowhere else.
        foreach (var key in start.Environment.Keys.Where(key => key.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(key);
        return start;
    }
}
