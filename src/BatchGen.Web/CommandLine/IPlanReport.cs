using BatchGen.Engine.Planning;

namespace BatchGen.Web.CommandLine;

/// <summary>Writes a plan to standard output.</summary>
internal interface IPlanReport
{
    /// <param name="model">As it was asked for.</param>
    void Write(string model, PlanAnswer answer);
}
