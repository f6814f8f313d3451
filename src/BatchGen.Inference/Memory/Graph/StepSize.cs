namespace BatchGen.Inference.Memory.Graph;

/// <summary>
/// The largest step llama.cpp reserves for (llama_context::sched_reserve and graph_reserve, llama-context.cpp):
/// tokens are the micro step's, bounded by the step and the context, rounded up to a multiple of the slots.
/// </summary>
/// <param name="Outputs">Rows of logits in one micro step.</param>
internal sealed record StepSize(long Tokens, long Outputs)
{
    public static StepSize Of(PlanSettings settings, KvCache cache)
    {
        var step = Math.Min(settings.RequestedCells, settings.StepTokens);
        var tokens = Math.Min(settings.MicroStep, cache.Cells);
        var outputsMax = settings.OutputsMax ?? settings.Slots;
        var outputs = Math.Min(tokens, outputsMax == 0 ? step : outputsMax);
        return new StepSize((tokens + settings.Slots - 1) / settings.Slots * settings.Slots, outputs);
    }
}
