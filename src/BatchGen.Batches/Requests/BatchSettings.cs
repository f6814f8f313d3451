using BatchGen.Batches.Data;
using BatchGen.Code.Exports;
using BatchGen.Code.Tasks;
using BatchGen.Engine;
using BatchGen.Inference.Sampling;

namespace BatchGen.Batches.Requests;

/// <summary>What holds for every item that does not say otherwise. Stored with the batch, so a later version runs it alike.</summary>
/// <param name="SystemPrompt">The text itself, for items without a task; null gives none.</param>
/// <param name="MaxTokens">Null takes the engine's default.</param>
/// <param name="Task">For items that name no task themselves; null sends their prompts as they are.</param>
/// <param name="Templates">What items name in <see cref="ItemRequest.Template"/>; null without any.</param>
/// <param name="QualityRetry">Null never generates an answer again for its flags.</param>
/// <param name="Engine">How the engine is to be loaded; null takes section "Engine". The context limit stands in a column of its own.</param>
/// <param name="Notes">Files of the input that were left out or renamed, the first of them; null when there are none.</param>
/// <param name="Models">What lines name that is not the own name of the model that runs them; null when they name nothing else.</param>
public sealed record BatchSettings(
    string? SystemPrompt,
    SamplingSettings Sampling,
    int? MaxTokens,
    TaskSetting? Task = null,
    QualityRetry? QualityRetry = null,
    IReadOnlyList<TemplateText>? Templates = null,
    EngineChoice? Engine = null,
    IReadOnlyList<FileNote>? Notes = null,
    IReadOnlyList<ModelUse>? Models = null)
{
    /// <summary>The model of lines that name none, where the first one that was named is another; else null.</summary>
    public string? UnnamedModelPath { get; init; }

    /// <summary>What the models mean that its lines name.</summary>
    public OnOtherModel OnOtherModel { get; init; }

    /// <summary>Nothing was asked for.</summary>
    public static BatchSettings None { get; } = new(SystemPrompt: null, SamplingSettings.Greedy, MaxTokens: null);
}

/// <summary>
/// Answers with certain flags are generated again, with other settings, before the item ends. The better answer is kept,
/// and only its tokens are counted: usage is about what was delivered.
/// </summary>
/// <param name="On">An answer with any of these is generated again.</param>
/// <param name="Temperature">For the further tries; null keeps the item's. 0 to 2.</param>
/// <param name="RepetitionPenalty">For the further tries; null keeps the item's. 0.1 to 10.</param>
/// <param name="MaxTries">Further tries for one answer, 1 to 5. Each has a seed of its own.</param>
public sealed record QualityRetry(QualityFlags On, float? Temperature = null, float? RepetitionPenalty = null, int MaxTries = 1);

/// <summary>What one bad line means for the others.</summary>
public enum OnBadLines
{
    /// <summary>Nothing is stored; every problem is listed.</summary>
    Refuse,

    /// <summary>Good lines run; each bad line becomes a failed item that carries its problem.</summary>
    Accept,

    /// <summary>
    /// As OpenAI's batches do: a file whose lines cannot be told apart as requests is refused as a whole, with its lines;
    /// a request that is one but cannot be answered becomes a failed item, as if it had been refused when sent.
    /// </summary>
    RefuseMalformed,
}

/// <summary>A name that lines have for the model.</summary>
/// <param name="Lines">How many have it.</param>
/// <param name="Means">The model that the name means here, by itself or as an alias; null when there is none.</param>
public sealed record ModelUse(string Name, int Lines, string? Means);

/// <summary>What becomes of a line that names another model than its batch's, or none that is here. Stored by name.</summary>
public enum OnOtherModel
{
    /// <summary>The batch's model runs it; the answer says what was asked for and what ran.</summary>
    Run,

    /// <summary>
    /// The model that it names runs it, in the same batch; a name that means none is a problem of its line: model_not_found or
    /// alias_target_missing.
    /// </summary>
    Follow,
}

/// <summary>What becomes of an item that does not fit the context limit.</summary>
public enum OnOverLimit
{
    /// <summary>Cut into parts where its task knows how to join their answers; else as <see cref="Reject"/>.</summary>
    Split,

    /// <summary>A problem of its line: context_length_exceeded.</summary>
    Reject,

    /// <summary>The batch's limit is raised to what the longest item takes, at most to the engine's own; what is longer still is rejected.</summary>
    Raise,
}
