using System.Diagnostics;

namespace BatchGen.Engine.Supervision;

/// <summary>The program that an engine's process runs.</summary>
internal interface IEngineProgram
{
    /// <summary>Anew for each process; its three standard streams are redirected.</summary>
    ProcessStartInfo StartInfo();
}
