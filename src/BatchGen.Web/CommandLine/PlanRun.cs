using BatchGen.Batches.Limits;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Web.Hosting;
using BatchGen.Web.Planning;

namespace BatchGen.Web.CommandLine;

/// <summary>One plan, made by the very service that pages and endpoint ask. Nothing is started but the planning process.</summary>
internal sealed class PlanRun(
    string model, LeverTexts levers, IPlanReport report, CommandStreams streams, Action<IServiceCollection>? customize)
{
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var services = new StillHost(customize);
            var limits = await services.GetRequiredService<StoredLimits>().LoadAsync(cancellationToken);
            var path = services.GetRequiredService<ModelLookup>().PathOf(model);
            var answer = await services.GetRequiredService<PlanService>().PlanAsync(path, levers.Parse(), cancellationToken);
            report.Write(model, answer, limits);
            return answer.Plan.Verdict == PlanVerdict.DoesNotFit ? ExitCodes.DoesNotFit : ExitCodes.Success;
        }
        catch (GgufException refusal)
        {
            return await RefuseAsync(refusal.Code, refusal.Message);
        }
        catch (PlanException refusal)
        {
            return await RefuseAsync(refusal.Code, refusal.Message);
        }
        catch (Exception failure) when (StartupProblem.Describe(failure) is { } sentences)
        {
            foreach (var sentence in sentences)
                await streams.Error.WriteLineAsync(sentence);
            return ExitCodes.Unusable;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
    }

    private async Task<int> RefuseAsync(string code, string sentence)
    {
        await streams.Error.WriteLineAsync($"{sentence} ({code})");
        return ExitCodes.Unusable;
    }
}
