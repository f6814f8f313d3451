using System.Text.Json.Serialization;
using BatchGen.Batches.Idempotency;
using BatchGen.Batches.Nights;
using BatchGen.Batches.Notices;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Webhooks;
using BatchGen.Code.Inputs;
using BatchGen.Code.Tasks;
using BatchGen.Engine;
using BatchGen.Inference.Sampling;

namespace BatchGen.Batches.Submission;

/// <summary>One batch as a user hands it in.</summary>
public sealed record SubmissionRequest
{
    /// <summary>For people; cut at 200 characters. Empty takes the time of submission.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whose batch it will be, which quotas go by; null without sign-in.</summary>
    public Submitter? Submitter { get; init; }

    /// <summary>The batch that these items are for; null makes a new one.</summary>
    public OrderedBy? Order { get; init; }

    /// <summary>The idempotency key that it came with.</summary>
    [JsonIgnore]
    public HeldKey? Key { get; init; }

    /// <summary>The endpoint every line must be for; null takes the first line's.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The GGUF file's path.</summary>
    public required string ModelPath { get; init; }

    /// <summary>The alias that the model was chosen by, which a saved template follows; null when it was chosen itself.</summary>
    public string? ModelAlias { get; init; }

    /// <summary>What becomes of lines that name another model, or none that is here.</summary>
    public OnOtherModel OnOtherModel { get; init; } = OnOtherModel.Run;

    /// <summary>
    /// Read once, from where it stands to its end; the caller disposes it. A ZIP must be seekable. Not read when the format is
    /// <see cref="InputFormat.Files"/>.
    /// </summary>
    public required Stream Input { get; init; }

    public InputFormat Format { get; init; } = InputFormat.Detect;

    /// <summary>The source files, when the format is <see cref="InputFormat.Files"/>.</summary>
    [JsonIgnore]
    public IReadOnlyList<UploadedFile> Files { get; init; } = [];

    /// <summary>Which files of a ZIP or of several are left out.</summary>
    public IgnoreRules Ignore { get; init; } = IgnoreRules.Default;

    /// <summary>How an archive's names are encoded that do not say it themselves; null finds it out from all of them together.</summary>
    public SourceEncoding? NameEncoding { get; init; }

    /// <summary>
    /// The task of every item that names none itself. Source files and tables need it, or <see cref="Templates"/>.
    /// Null sends prompts as they are.
    /// </summary>
    public TaskSetting? Task { get; init; }

    /// <summary>
    /// Prompts for files and rows: each template with each input is one item. They take the place of the task's own
    /// user message (without a task: of <see cref="TaskKind.Generate"/>'s). Empty asks what the task asks.
    /// </summary>
    public IReadOnlyList<TemplateText> Templates { get; init; } = [];

    public OnOverLimit OnOverLimit { get; init; } = OnOverLimit.Split;

    /// <summary>Null never generates an answer again for its flags.</summary>
    public QualityRetry? QualityRetry { get; init; }

    /// <summary>How many items a dry run shows the final prompt of; at most 20.</summary>
    public int PreviewItems { get; init; } = 3;

    public OnBadLines OnBadLines { get; init; } = OnBadLines.Refuse;

    /// <summary>What requests without a system message and without a task get; tasks bring their own.</summary>
    public SystemPromptChoice SystemPrompt { get; init; } = SystemPromptChoice.English;

    /// <summary>For requests that do not say otherwise.</summary>
    public SamplingSettings Sampling { get; init; } = SamplingSettings.Greedy;

    /// <summary>Tokens to generate at most, for requests that do not say; null takes the engine's default.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Prompt and answer together, up to what the model was trained on; null takes the engine's standard (section "Engine").</summary>
    public int? ContextLimitTokens { get; init; }

    /// <summary>KV type, flash attention, GPU layers and slots of the engine that runs it; its context is <see cref="ContextLimitTokens"/>.</summary>
    public EngineChoice Engine { get; init; } = EngineChoice.Standard;

    /// <summary>Higher goes first; 0 is normal.</summary>
    public int Priority { get; init; }

    /// <summary>When it is worked on; null has the queue's hours.</summary>
    public BatchHours? Hours { get; init; }

    /// <summary>For filters and groups of the list: at most ten of 1 to 50 characters; blanks around them and doubles are dropped.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The schedule's run this is; null when a person submits.</summary>
    [JsonIgnore]
    public ScheduledBy? Schedule { get; init; }

    /// <summary>Whom to call once it has ended; null calls nobody. No part of a template: its secret is a secret.</summary>
    [JsonIgnore]
    public NewWebhook? Webhook { get; init; }

    /// <summary>Whom else to tell once it has ended, beside what its submitter chose for all their batches; null tells nobody else.</summary>
    public NoticeWish? Notify { get; init; }

    internal BatchSettings ToSettings() => new(
        SystemPrompts.TextOf(SystemPrompt),
        Sampling,
        MaxTokens,
        Task ?? (Templates.Count == 0 ? null : TaskSetting.Of(TaskKind.Generate)),
        QualityRetry,
        Templates.Count == 0 ? null : Templates,
        Engine with { ContextTokens = null })
    {
        OnOtherModel = OnOtherModel,
    };
}

/// <summary>Which run of which schedule a batch comes from.</summary>
public sealed record ScheduledBy(long ScheduleId, long RunId);

/// <summary>A batch that stands in the database, validating, until its file is read.</summary>
/// <param name="Model">As its lines name it; null when they name none.</param>
/// <param name="TraceParent">The span that it was ordered in; null when it was not traced.</param>
public sealed record OrderedBy(long BatchId, string? Model, string? TraceParent = null);
