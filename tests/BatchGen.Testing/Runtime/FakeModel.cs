using BatchGen.Inference.Runtime;

namespace BatchGen.Testing.Runtime;

/// <summary>A model that is nothing but its vocabulary, its architecture's name and its template.</summary>
public sealed class FakeModel(string architecture, IVocabulary vocabulary) : IRuntimeModel
{
    /// <summary>The file's own chat template; null when it has none.</summary>
    public string? OwnTemplate { get; init; }

    public ModelInfo Info => new(
        architecture, "fake", TrainedContextTokens: 4096, LayerCount: 1, EmbeddingLength: 64, vocabulary.Size,
        ParameterCount: 1, SizeBytes: 1, Description: $"{architecture} fake", ChatTemplate: OwnTemplate);

    public IVocabulary Vocabulary => vocabulary;

    public IRuntimeContext CreateContext(ContextSettings settings)
    {
        var isUnified = settings.KvLayout == KvLayout.Unified;
        var perSlot = isUnified ? settings.KvCells : settings.KvCells / settings.Slots;
        return new FakeContext(
            vocabulary.Size,
            new ContextInfo(
                settings.KvCells,
                perSlot,
                settings.Slots,
                settings.StepTokens,
                KvBytes: 0,
                ComputeBytes: 0,
                settings.KvLayout,
                settings.MicroStepTokens,
                DraftRows: settings.DraftRows),
            settings.KvLayout);
    }

    public void Dispose()
    {
    }
}
