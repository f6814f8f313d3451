using System.Globalization;
using System.Text;
using BatchGen.Batches.Nights;
using BatchGen.Batches.Notices;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Webhooks;
using BatchGen.Code.Inputs;
using BatchGen.Engine;
using BatchGen.Inference.Sampling;
using BatchGen.Web.Pages.Schedules;

namespace BatchGen.Web.Pages.NewBatch;

/// <summary>What the user has filled in so far.</summary>
public sealed class NewBatchForm
{
    public string Name { get; set; } = "";

    /// <summary>Parted by commas.</summary>
    public string Labels { get; set; } = "";

    public string Text { get; set; } = "";

    /// <summary>When there are any, they are the input and <see cref="Text"/> is not.</summary>
    public IReadOnlyList<StoredUpload> Files { get; set; } = [];

    /// <summary>Null leaves out what is usually generated or fetched.</summary>
    public string? IgnorePatterns { get; set; }

    /// <summary>How names in an archive are read that do not say it; null finds it out.</summary>
    public SourceEncoding? NameEncoding { get; set; }

    public TaskDraft Task { get; } = new();

    public string ModelPath { get; set; } = "";

    /// <summary>Lines that name another model run on the chosen one all the same; else each on its own.</summary>
    public bool RunOtherModels { get; set; }

    public int? ContextLimitTokens { get; set; }

    /// <summary>Its context is not looked at: that is <see cref="ContextLimitTokens"/>.</summary>
    public EngineChoice Engine { get; set; } = EngineChoice.Standard;

    public OnOverLimit OnOverLimit { get; set; } = OnOverLimit.Split;

    public int? MaxTokens { get; set; }

    public SamplingSettings Sampling { get; set; } = SamplingSettings.Greedy;

    public QualityRetry? QualityRetry { get; set; }

    public int Priority { get; set; }

    /// <summary>Null has the queue's.</summary>
    public BatchHours? Hours { get; set; }

    public SubmitTime When { get; set; }

    /// <summary>By the server's clock; tonight unless somebody says.</summary>
    public DateTime At { get; set; } = DateTime.Today.AddDays(1).AddHours(2);

    public bool IsEmpty => Files.Count == 0 && string.IsNullOrWhiteSpace(Text);

    /// <summary>As the files' names say; several files are source files each.</summary>
    public InputFormat Format => Files switch
    {
        [] => InputFormat.Detect,
        [var one] => InputFormats.OfFileName(one.Name),
        _ => InputFormat.Files,
    };

    /// <summary>One item a file or a row: such an input needs to be told what is to be done with it.</summary>
    public bool IsMaterial => Format is InputFormat.Zip or InputFormat.Files or InputFormat.Csv;

    public bool HasFilesInside => Format is InputFormat.Zip or InputFormat.Files;

    /// <summary>As the user says, or as the first file is called; empty when neither says.</summary>
    public string GivenName => Name.Trim().Length > 0 ? Name.Trim() : Files is [var first, ..] ? first.Name : "";

    /// <summary>At the chosen time, once. Its template is still to be saved.</summary>
    public ScheduleDraft ToOnce() =>
        new ScheduleForm { Name = TimedName, When = new CronForm(CronKind.Once), OnceAt = At }.ToDraft();

    /// <summary>What a template and a schedule for one time are called: more than one batch may wait for its night.</summary>
    public string TimedName => string.Create(CultureInfo.InvariantCulture, $"{(GivenName.Length > 0 ? GivenName : "Batch")}, {At:yyyy-MM-dd HH:mm}");

    /// <summary>Who is told when the batch has ended, beside what its submitter chose for all batches.</summary>
    public NoticeWish Notify { get; set; } = new();

    /// <summary>Called when the batch has ended; empty calls nobody.</summary>
    public string WebhookUrl { get; set; } = "";

    /// <summary>Signs the calls, so it is shown with the address and nowhere later.</summary>
    public string WebhookSecret { get; } = NewWebhook.DrawSecret();

    public IEnumerable<string> LabelList => Labels.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The input's stream; empty when it is several files, which are opened one by one.</summary>
    public Stream OpenInput() => Files switch
    {
        [] => new MemoryStream(Encoding.UTF8.GetBytes(Text)),
        [var one] when Format is not InputFormat.Files => one.Open(),
        _ => Stream.Null,
    };

    /// <exception cref="InputException">An ignore pattern cannot be read.</exception>
    public SubmissionRequest ToRequest(Stream input, OnBadLines onBadLines) => new()
    {
        Name = GivenName,
        ModelPath = ModelPath,
        // What is saved without an input cannot ask about its names: it is the model that its files are to run on.
        OnOtherModel = RunOtherModels || IsEmpty ? OnOtherModel.Run : OnOtherModel.Follow,
        Input = input,
        Format = Format,
        Files = Format is InputFormat.Files ? [.. Files.Select(file => new UploadedFile(file.Name, file.Open))] : [],
        Ignore = IgnorePatterns is null ? IgnoreRules.Default : IgnoreRules.Parse(IgnorePatterns.Split('\n')),
        NameEncoding = NameEncoding,
        Task = Task.ToSetting(),
        Templates = IsMaterial ? [.. Task.Templates.Where(template => !string.IsNullOrWhiteSpace(template.Text))] : [],
        SystemPrompt = Task.PlainSystemPrompt,
        OnOverLimit = OnOverLimit,
        OnBadLines = onBadLines,
        QualityRetry = QualityRetry,
        Sampling = Sampling,
        MaxTokens = MaxTokens,
        ContextLimitTokens = ContextLimitTokens,
        Engine = Engine,
        Priority = Priority,
        Hours = Hours,
        Labels = [.. LabelList],
        Notify = Notify.IsEmpty ? null : Notify,
        Webhook = WebhookUrl.Trim() is { Length: > 0 } url ? new NewWebhook(url, WebhookSecret) : null,
    };

    /// <summary>The settings of a saved or copied submission; its input is not looked at.</summary>
    public void Take(SubmissionRequest settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Name = settings.Name;
        ModelPath = settings.ModelPath;
        RunOtherModels = settings.OnOtherModel == OnOtherModel.Run;
        Task.Take(settings.Task, settings.Templates);
        Task.PlainSystemPrompt = settings.SystemPrompt;
        OnOverLimit = settings.OnOverLimit;
        QualityRetry = settings.QualityRetry;
        Sampling = settings.Sampling;
        MaxTokens = settings.MaxTokens;
        ContextLimitTokens = settings.ContextLimitTokens;
        Engine = settings.Engine;
        IgnorePatterns = settings.Ignore.Patterns.SequenceEqual(IgnoreRules.DefaultPatterns) ? null : string.Join('\n', settings.Ignore.Patterns);
        NameEncoding = settings.NameEncoding;
        Priority = settings.Priority;
        Hours = settings.Hours;
        Notify = settings.Notify ?? new NoticeWish();
        Labels = string.Join(", ", settings.Labels);
    }
}
