using BatchGen.Engine.Setup;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using Microsoft.Extensions.Options;

namespace BatchGen.Engine.Planning;

/// <summary>Right-sizes the context of a batch whose prompts have been counted. Thread-safe.</summary>
public sealed class ContextAdvisor(PlanService plans, IOptions<EngineOptions> options)
{
    /// <param name="promptTokens">Each item's prompt, in tokens; the order does not matter.</param>
    /// <param name="answerTokens">Generated at most for each; null takes the engine's standard.</param>
    /// <param name="choice">What the batch asks for besides; its context is not looked at.</param>
    /// <returns>Computed from the header alone, in a few milliseconds.</returns>
    /// <exception cref="GgufException">The file is missing, or its header is refused.</exception>
    /// <exception cref="PlanException">A setting of the choice is out of range for this model.</exception>
    public ContextAdvice Advise(string modelPath, IReadOnlyCollection<int> promptTokens, int? answerTokens, EngineChoice choice)
    {
        var shape = plans.ReadShape(modelPath);
        var most = shape.TrainedContextTokens;
        var runnable = promptTokens.Where(tokens => tokens < most).ToList();
        var needed = (long)runnable.DefaultIfEmpty(0).Max() + (answerTokens ?? options.Value.DefaultMaxTokens);
        var context = (int)Math.Clamp((needed + KvCache.CellStep - 1) / KvCache.CellStep * KvCache.CellStep, Math.Min(KvCache.CellStep, most), most);
        var slots = Slots(shape, choice with { ContextTokens = context }, Math.Max(1, runnable.Count));
        return new ContextAdvice(
            context,
            slots,
            Bytes(shape, choice with { ContextTokens = context, Slots = slots }),
            Bytes(shape, choice with { ContextTokens = Math.Min(most, PlanSettings.KvCellsMax / slots), Slots = slots }),
            promptTokens.Count - runnable.Count);
    }

    private int Slots(ModelShape shape, EngineChoice choice, int items)
    {
        var slots = Math.Min(choice.Slots ?? plans.Estimate(shape, choice).Plan.Settings.Slots, items);
        while (slots > 1 && plans.Estimate(shape, choice with { Slots = slots }).Plan.Verdict == PlanVerdict.DoesNotFit)
            slots /= 2;
        return slots;
    }

    private long Bytes(ModelShape shape, EngineChoice choice) => plans.Estimate(shape, choice).Plan.OwnBytes;
}

/// <summary>The context that a batch's items need, and what it takes beside the model's full context.</summary>
/// <param name="ContextTokens">Just above the longest item with its answer, a multiple of 256 where the model allows it.</param>
/// <param name="Slots">As many as the batch or section "Engine" says, or as pay, fewer where there are fewer items or less room.</param>
/// <param name="Bytes">All devices together, with this advice.</param>
/// <param name="FullContextBytes">The same with the whole context the model was trained on, and as many slots.</param>
/// <param name="ItemsTooLong">Items whose prompt alone fills the model's own context: no limit helps them.</param>
public sealed record ContextAdvice(int ContextTokens, int Slots, long Bytes, long FullContextBytes, int ItemsTooLong)
{
    public long SavedBytes => FullContextBytes - Bytes;
}
