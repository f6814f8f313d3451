using BatchGen.Engine.Planning;
using BatchGen.Web.Planning;

namespace BatchGen.Web.CommandLine;

internal sealed class JsonPlanReport(TextWriter output) : IPlanReport
{
    public void Write(string model, PlanAnswer answer, string limits) => output.WriteLine(PlanDocument.Of(model, answer).ToJson());
}
