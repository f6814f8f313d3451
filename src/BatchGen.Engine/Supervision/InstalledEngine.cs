using BatchGen.Engine.Setup;
using System.Diagnostics;

namespace BatchGen.Engine.Supervision;

/// <summary>The engine that stands beside this program.</summary>
internal sealed class InstalledEngine : IEngineProgram
{
    public ProcessStartInfo StartInfo() => EngineExecutable.StartInfo();
}
