using BatchGen.Batches.Limits;
using BatchGen.Engine;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Web.Formatting;
using BatchGen.Web.Models;
using BatchGen.Web.Planning;

namespace BatchGen.Web.Doctor;

/// <summary>What the machine has and what the default model would take of it, by the plan that pages show.</summary>
internal sealed class MemoryLook(
    PlanService plans, StoredLimits limits, IMainMemory memory, ModelCatalog models, IReadOnlyList<AddressAnswer> addresses) : ILook
{
    private const string Remedy = "Set Engine:Slots or Engine:ContextLimitTokens lower, take a smaller quantization, or raise the limit; `batchgen plan` shows what each part takes.";

    private bool ServerRuns => addresses.Any(address => address.Kind == AddressKind.BatchGen);

    public string Name => "memory";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        var main = memory.Read();
        var has = $"Main memory: {ByteText.Of(main.FreeBytes)} of {ByteText.Of(main.TotalBytes)} free.";
        try
        {
            await limits.LoadAsync(cancellationToken);
            var answer = await plans.PlanAsync(models.Default.Path, EngineChoice.Standard, cancellationToken);
            return [Judge(has, answer.Plan)];
        }
        catch (GgufException)
        {
            return [Finding.Warning(Name, $"{has} What the default model needs is not known.", "See model.")];
        }
        catch (PlanException refused)
        {
            return [Finding.Problem(Name, $"{has} {refused.Message} ({refused.Code})")];
        }
    }

    private Finding Judge(string has, MemoryPlan plan)
    {
        var needs = string.Join(", ", plan.Devices.Where(device => device.IsUsed).Select(
            device => $"{ByteText.Of(device.TotalBytes - device.OtherBytes)} of {PlanSentences.Place(device)}"));
        var sentence = $"{has} {plan.Shape.Name} needs {needs}. {PlanSentences.Verdict(plan)}";
        return plan.Verdict switch
        {
            PlanVerdict.Fits => Finding.Ok(Name, sentence),
            PlanVerdict.Tight => Finding.Warning(Name, sentence, plan.Remedy),
            // A server that runs holds what its own model takes, which is counted as others' here.
            PlanVerdict.DoesNotFit when ServerRuns =>
                Finding.Warning(Name, $"{sentence} The server that runs holds a part of it: look again when it is stopped."),
            PlanVerdict.DoesNotFit => Finding.Problem(Name, sentence, plan.Remedy ?? Remedy),
        };
    }
}
