using BatchGen.Inference.Memory;
using BatchGen.Inference.Sentences;

namespace BatchGen.Web.Models;

/// <summary>A model of the catalogue as its header tells it.</summary>
/// <param name="Shape">Null when the header cannot be used.</param>
/// <param name="Licence">As the file names it (general.license), or null.</param>
/// <param name="Plan">What it takes with the configured settings; null when that cannot be planned.</param>
/// <param name="Problem">Why it cannot be loaded, from its header or from the last load, as a sentence; else null.</param>
/// <param name="IsRegistered">It lies outside the models folder and can be taken off the list.</param>
public sealed record ModelCard(ModelFile File, ModelShape? Shape, string? Licence, MemoryPlan? Plan, Sentence? Problem, bool IsRegistered)
{
    /// <summary>Of docs/errors.md; null when there is no problem.</summary>
    public string? ProblemCode { get; init; }

    /// <summary>Without one messages are joined as plain text, which a model that was not made for chats goes on with.</summary>
    public bool HasChatTemplate { get; init; } = true;

    /// <summary>What a person must know before they trust its answers; null for an ordinary model.</summary>
    public Sentence? Caution => File.Caution ?? (HasChatTemplate ? null : NoTemplate);

    private static Sentence NoTemplate => "The file has no chat template: messages are joined as plain text, and the model goes on with them.";
}
