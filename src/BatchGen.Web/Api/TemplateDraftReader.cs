using System.Text;
using System.Text.Json;
using BatchGen.Batches.Files;
using BatchGen.Batches.Models;
using BatchGen.Batches.Notices;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Code.Tasks;
using BatchGen.Engine;
using BatchGen.Inference.Sampling;
using BatchGen.Web.Access;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Api;

/// <summary>
/// Reads a template's body: a name, settings by the names that a batch's lines have, and an input, as text or as an uploaded file. What is not
/// said is as on the New batch page.
/// </summary>
internal sealed class TemplateDraftReader(ModelNames models, FileStore files)
{
    public const long MaxBytes = 16 * 1024 * 1024;

    private static readonly string[] Known =
    [
        "name", "model", "input", "input_file_id", "format", "task", "system_prompt", "max_tokens", "context_tokens", "seed", "priority", "hours", "time_zone",
        "labels", "on_over_limit", "on_bad_lines", "name_encoding", "notify",
        .. Sampled.Select(parameter => parameter.Name),
    ];

    private static IEnumerable<SamplingParameter> Sampled => SamplingParameter.All.Where(parameter => parameter.IsInRequests);

    /// <summary>The caller disposes its input.</summary>
    /// <exception cref="RequestRefusedException">A field is wrong.</exception>
    public async Task<TemplateDraft> ReadAsync(HttpContext http)
    {
        using var body = await JsonBody.ReadAsync(http, MaxBytes);
        return await ReadAsync(body.RootElement, http);
    }

    /// <param name="document">The request's body, for who has read it already.</param>
    /// <inheritdoc cref="ReadAsync(HttpContext)"/>
    public async Task<TemplateDraft> ReadAsync(JsonElement document, HttpContext http)
    {
        var body = BodyFields.Of(document, Known);
        var name = body.RequiredText("name");
        var text = body.Text("input");
        var fileId = body.Text("input_file_id");
        if (text is not null && fileId is not null)
            throw new RequestRefusedException("template_input_twice", "There are 'input' and 'input_file_id'. Give one of them.", "input_file_id");
        var model = await models.RequireAsync(body.Text("model"), http.RequestAborted);
        var settings = new SubmissionRequest
        {
            ModelPath = model.Path,
            ModelAlias = model.IsAlias ? model.Asked : null,
            OnOtherModel = model.Asked is null ? OnOtherModel.Follow : OnOtherModel.Run,
            Input = Stream.Null,
            Format = Format(body),
            Task = Task(body),
            SystemPrompt = body.Choice<SystemPromptChoice>("system_prompt") ?? SystemPromptChoice.English,
            MaxTokens = (int?)body.Number("max_tokens", int.MaxValue),
            ContextLimitTokens = (int?)body.Number("context_tokens", int.MaxValue),
            Sampling = Sampling(body),
            Priority = (int)(body.Integer("priority", -100, 100) ?? 0),
            Hours = HoursField.Read(body),
            Labels = body.Texts("labels") ?? [],
            OnOverLimit = body.Choice<OnOverLimit>("on_over_limit") ?? OnOverLimit.Split,
            Notify = Notify(body),
            OnBadLines = body.Choice<OnBadLines>("on_bad_lines") ?? OnBadLines.Accept,
            NameEncoding = DryRunQuery.Names(body.Text("name_encoding")),
            Engine = EngineChoice.Standard,
        };
        return new TemplateDraft(name, settings, await InputAsync(text, fileId, http));
    }

    /// <summary>What is packed file by file comes from a browser only.</summary>
    private static InputFormat Format(BodyFields body) => body.Choice<InputFormat>("format") switch
    {
        null => InputFormat.Detect,
        InputFormat.Files => throw new RequestRefusedException(
            ProblemCodes.ValueOutOfRange,
            "'format' is \"files\", which several files from a browser are. Pack them into a ZIP file, upload it, and say \"zip\".",
            "format"),
        { } format => format,
    };

    private static NoticeWish? Notify(BodyFields body)
    {
        if (body.Object("notify", NotifyField.Known) is not { } fields)
            return null;
        var wish = NotifyField.Read(fields);
        return wish.Chat is null ? wish : throw new RequestRefusedException(
            ProblemCodes.UnknownField, "A template keeps no chat's address, which is a secret. Give it to PUT /api/notices: it holds for all your batches.", "notify.chat");
    }

    private static TaskSetting? Task(BodyFields body)
    {
        if (body.Text("task") is not { } word)
            return null;
        return TaskCatalogue.All.FirstOrDefault(task => task.Name == word) is { } known
            ? TaskSetting.Of(known.Kind)
            : throw new RequestRefusedException(
                ProblemCodes.ValueOutOfRange, $"'task' is '{Shown.Of(word)}'. It is one of {string.Join(", ", TaskCatalogue.All.Select(task => task.Name))}, or not there.", "task");
    }

    private static SamplingSettings Sampling(BodyFields body)
    {
        var settings = SamplingSettings.Greedy with { Seed = (ulong?)body.Integer("seed", 0, long.MaxValue) };
        foreach (var parameter in Sampled)
        {
            var value = parameter.IsWhole ? body.Integer(parameter.Name, (long)parameter.Least, (long)parameter.Most) : body.Real(parameter.Name);
            settings = value is { } said ? parameter.Write(settings, said) : settings;
            if (parameter.FindProblem(settings) is { } problem)
                throw new RequestRefusedException(ProblemCodes.ValueOutOfRange, problem, parameter.Name);
        }

        return settings;
    }

    private async Task<Stream?> InputAsync(string? text, string? fileId, HttpContext http)
    {
        if (text is not null)
            return new MemoryStream(Encoding.UTF8.GetBytes(text));
        if (fileId is null)
            return null;
        var file = await files.GetAsync(fileId, http.RequestAborted);
        http.Caller().RequireMaySee(file.OwnerId, FileStore.NotFound(fileId));
        return await files.OpenReadAsync(fileId, http.RequestAborted);
    }
}
