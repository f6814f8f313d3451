using BatchGen.Engine.Planning;

namespace BatchGen.Web.CommandLine;

/// <summary>Writes a plan to standard output.</summary>
internal interface IPlanReport
{
    /// <param name="model">As it was asked for.</param>
    /// <param name="limits">Which limits the plan was held against, as a sentence.</param>
    void Write(string model, PlanAnswer answer, string limits);
}
