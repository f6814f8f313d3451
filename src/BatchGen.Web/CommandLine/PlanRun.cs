using BatchGen.Batches.Limits;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Memory;
using BatchGen.Web.Planning;

namespace BatchGen.Web.CommandLine;

/// <summary>One plan, made by the very service that pages and endpoint ask. Nothing is started but the planning process.</summary>
internal sealed class PlanRun(string model, LeverTexts levers, IPlanReport report, Action<IServiceCollection>? customize)
{
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        await using var services = new StillHost(customize);
        var limits = await services.GetRequiredService<StoredLimits>().LoadAsync(cancellationToken);
        var path = services.GetRequiredService<ModelLookup>().PathOf(model);
        var answer = await services.GetRequiredService<PlanService>().PlanAsync(path, levers.Parse(), cancellationToken);
        report.Write(model, answer, limits);
        return answer.Plan.Verdict == PlanVerdict.DoesNotFit ? ExitCodes.DoesNotFit : ExitCodes.Success;
    }
}
