using BatchGen.Inference.Runtime;

namespace BatchGen.Engine;

/// <summary>Right-sizes a context to the model that was loaded.</summary>
public static class EngineSizing
{
    /// <summary>See <see cref="Resolve"/>; the memory plan sizes the cache by the same share.</summary>
    public const double PoolShare = 0.25;

    /// <summary>The limit asked for, or less when the model was trained on less.</summary>
    public static int ContextLimit(EngineSettings settings, ModelInfo model) => ContextLimit(settings, model.TrainedContextTokens);

    /// <inheritdoc cref="ContextLimit(EngineSettings, ModelInfo)"/>
    public static int ContextLimit(EngineSettings settings, int trainedContextTokens) =>
        trainedContextTokens > 0
            ? Math.Min(settings.ContextLimitTokens, trainedContextTokens)
            : settings.ContextLimitTokens;

    /// <summary>
    /// Cells when the administrator did not say: a quarter of what all slots could ask for, never less than
    /// one full request. Admission reserves what each request really needs, so typical requests, which use
    /// a fraction of the limit, still fill every slot.
    /// </summary>
    public static ContextSettings Resolve(EngineSettings settings, int contextLimitTokens)
    {
        var context = settings.Context;
        return context.KvCells > 0
            ? context with { KvCells = Math.Max(context.KvCells, contextLimitTokens) }
            : context with { KvCells = (int)Math.Clamp((long)((long)context.Slots * contextLimitTokens * PoolShare), contextLimitTokens, int.MaxValue) };
    }
}
