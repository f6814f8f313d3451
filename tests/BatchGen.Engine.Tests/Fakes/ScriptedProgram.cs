using System.Diagnostics;
using BatchGen.Engine.Setup;
using BatchGen.Engine.Supervision;

namespace BatchGen.Engine.Tests.Fakes;

/// <summary>
/// The real engine behind a shell script, which decides what becomes of each process: "$starts" counts them from 1, "$@"
/// is the engine's command.
/// </summary>
internal sealed class ScriptedProgram : IEngineProgram
{
    private readonly string _script;

    /// <param name="folder">Where the script, its count and what it looks for lie.</param>
    /// <param name="body">What it does; it ends with the engine or with an end of its own.</param>
    public ScriptedProgram(string folder, string body)
    {
        Folder = folder;
        _script = Path.Combine(folder, "engine.sh");
        File.WriteAllText(_script, $"cd '{folder}'\necho >> starts\nstarts=$(wc -l < starts)\n{body}\n");
    }

    public string Folder { get; }

    /// <summary>Processes so far.</summary>
    public int Starts => File.Exists(Path.Combine(Folder, "starts")) ? File.ReadAllLines(Path.Combine(Folder, "starts")).Length : 0;

    public ProcessStartInfo StartInfo()
    {
        var start = EngineExecutable.StartInfo();
        List<string> command = [_script, start.FileName, .. start.ArgumentList];
        start.FileName = "bash";
        start.ArgumentList.Clear();
        command.ForEach(start.ArgumentList.Add);
        return start;
    }
}
