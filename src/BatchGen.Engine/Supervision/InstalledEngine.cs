using System.Diagnostics;
using BatchGen.Engine.Setup;

namespace BatchGen.Engine.Supervision;

/// <summary>The engine that stands beside this program.</summary>
internal sealed class InstalledEngine : IEngineProgram
{
    public ProcessStartInfo StartInfo() => EngineExecutable.StartInfo();
}

/// <summary>The program that an engine's process runs.</summary>
internal interface IEngineProgram
{
    /// <summary>Anew for each process; its three standard streams are redirected.</summary>
    ProcessStartInfo StartInfo();
}
