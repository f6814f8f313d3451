using System.Text.Json;
using BatchGen.Code.Inputs;
using BatchGen.Code.Languages;
using BatchGen.Code.Tasks;

namespace BatchGen.Batches.Requests;

/// <summary>
/// Reads the task of a request: <c>"task": "comment"</c>, or an object with its name and options. The options may also
/// stand beside it.
/// </summary>
internal sealed class TaskParser
{
    public const string KnownFields =
        "task, code, path, language, target_language, prompt_language, question, prefix, suffix, mode, files";

    private const string ObjectFields =
        "name, code, path, language, target_language, prompt_language, question, prefix, suffix, mode, files, system, instruction, template, reduction, columns, encoding";

    private TaskKind? _kind;
    private TaskOptions _options = TaskOptions.Default;
    private TaskMaterial _material = new();
    private bool _hasMaterial;
    private JsonField? _optionField;

    /// <summary>False when the field is none of a task's.</summary>
    public bool TryRead(JsonField field)
    {
        if (field.Name != "task")
            return TryReadOption(field.Name, field);
        if (field.Value.ValueKind == JsonValueKind.String)
            _kind = Kind(field);
        else
            ReadObject(field);
        return true;
    }

    /// <summary>The request with what was read; messages of one user are the task's text.</summary>
    public ItemRequest ApplyTo(ItemRequest request)
    {
        if (_kind is null && _optionField is { } option)
            throw new RequestRefusedException(ProblemCodes.MissingField, $"'{option.Path}' is an option of a task. Name the task in 'task'.", "task");
        if (_kind is null && !_hasMaterial)
            return request;
        if (request.Tools is not null && (_hasMaterial || _kind != TaskKind.Generate))
            throw new RequestRefusedException(
                "task_input_mismatch", "A task makes its own prompt, which has no place for 'tools'. Leave one of them away.", "tools");
        if (_kind == TaskKind.Generate && !_hasMaterial && request.IsConversation())
            return _options == TaskOptions.Default
                ? request with { Task = TaskSetting.Of(TaskKind.Generate) }
                : throw new RequestRefusedException("task_input_mismatch", "The options of 'task' shape one text, and this is a conversation or a plain prompt, which goes to the model as it is. Leave them away, or give one user message.", "task");
        return request with
        {
            Messages = null,
            Prompt = null,
            Material = TextOf(request),
            Task = _kind is { } kind ? new TaskSetting(kind, _options) : null,
        };
    }

    /// <summary>Whether the request needs neither a prompt nor messages.</summary>
    public bool BringsText => _material.Text is not null
        || _material.Columns is not null
        || _material.Prefix is not null
        || _material.Suffix is not null
        || _material.Files is not null;

    private TaskMaterial TextOf(ItemRequest request)
    {
        var text = request.Prompt ?? (request.Messages is [{ Role: "user" } only] ? only.Content : null);
        if (text is null && request.Messages is not null)
            throw new RequestRefusedException(
                "task_input_mismatch",
                "A task takes one text: give 'prompt', 'code' or a single user message, and leave system prompts to the task.",
                "messages");
        if (text is not null && _material.Text is not null)
            throw new RequestRefusedException(
                ProblemCodes.ValueOutOfRange, "The line has both 'code' and a prompt. Give one of them; a wish about the code goes into 'question'.", "code");
        return _material with { Text = _material.Text ?? text };
    }

    private void ReadObject(JsonField field)
    {
        foreach (var child in field.Members())
        {
            if (child.Name == "name")
                _kind = Kind(child);
            else if (!TryReadText(child.Name, child) && !TryReadOrigin(child.Name, child) && !TryReadOption(child.Name, child))
                throw child.Unknown(ObjectFields);
        }

        if (_kind is null)
            throw new RequestRefusedException(ProblemCodes.MissingField, $"'{field.Path}.name' is missing: it names the task.", $"{field.Path}.name");
    }

    private bool TryReadText(string name, JsonField field)
    {
        switch (name)
        {
            case "system":
                _options = _options with { SystemTemplate = field.Text() };
                return true;
            case "instruction":
                _options = _options with { InstructionTemplate = field.Text() };
                return true;
            case "template":
                _options = _options with { UserTemplate = field.Text() };
                return true;
            case "reduction":
                _options = _options with { ReductionTemplate = field.Text() };
                return true;
            default:
                return false;
        }
    }

    /// <summary>What a table's row and a file's bytes were: only copies of batches know that.</summary>
    private bool TryReadOrigin(string name, JsonField field)
    {
        if (name is not ("columns" or "encoding"))
            return false;
        _hasMaterial = true;
        _material = name == "columns"
            ? _material with { Columns = ColumnsOf(field) }
            : _material with { Encoding = EncodingOf(field) };
        return true;
    }

    private bool TryReadOption(string name, JsonField field)
    {
        if (!KnownFields.Split(", ").Contains(name))
            return false;
        if (name is "prompt_language" or "mode")
            ReadChoice(name, field);
        else
            ReadMaterial(name, field);
        return true;
    }

    private void ReadChoice(string name, JsonField field)
    {
        _optionField ??= field;
        _options = name == "mode"
            ? _options with { InfillMode = Mode(field) }
            : _options with { Language = PromptLanguageOf(field) };
    }

    private void ReadMaterial(string name, JsonField field)
    {
        _hasMaterial = true;
        _material = name switch
        {
            "code" => _material with { Text = field.Text() },
            "path" => _material with { Path = PathOf(field) },
            "language" => _material with { Language = LanguageName(field) },
            "target_language" => _material with { TargetLanguage = field.Text() },
            "question" => _material with { Question = field.Text() },
            "prefix" => _material with { Prefix = field.Text() },
            "suffix" => _material with { Suffix = field.Text() },
            _ => _material with { Files = FilesOf(field) },
        };
    }

    private static TaskKind Kind(JsonField field)
    {
        try
        {
            return TaskCatalogue.Find(field.Text()).Kind;
        }
        catch (TaskException unknown)
        {
            throw new RequestRefusedException(unknown.Code, unknown.Sentence, field.Path);
        }
    }

    private static InfillMode Mode(JsonField field) => field.Text().ToUpperInvariant() switch
    {
        "BLOCK" => InfillMode.Block,
        "LINE" => InfillMode.Line,
        _ => throw field.OutOfRange("must be \"block\" or \"line\""),
    };

    private static PromptLanguage PromptLanguageOf(JsonField field) => field.Text() switch
    {
        "en" => PromptLanguage.English,
        "zh" => PromptLanguage.Chinese,
        _ => throw field.OutOfRange("must be \"en\" or \"zh\""),
    };

    private static string LanguageName(JsonField field) => Language.Find(field.Text())?.Name ?? field.Text();

    private static string PathOf(JsonField field) => SafePath.TryParse(field.Text(), out var path, out var problem)
        ? path.Value
        : throw new RequestRefusedException(problem.Code, problem.Sentence, field.Path);

    private static KeyValuePair<string, string>[] ColumnsOf(JsonField field)
    {
        field.RequireObject();
        // A table's own names: what means nothing elsewhere may be one of them.
        return [.. field.Value.EnumerateObject()
            .Where(column => column.Value.ValueKind != JsonValueKind.Null)
            .Select(column => KeyValuePair.Create(column.Name, new JsonField(field.PathOf(column.Name), column.Value).Text()))];
    }

    private static SourceEncoding EncodingOf(JsonField field)
    {
        var name = field.Text();
        foreach (var encoding in Enum.GetValues<SourceEncoding>())
        {
            if (JsonNamingPolicy.SnakeCaseLower.ConvertName(encoding.ToString()) == name)
                return encoding;
        }

        throw field.OutOfRange(
            "must be an encoding as copies of batches spell it, such as \"utf8\", \"utf8_with_mark\", \"utf16_little_endian\" or \"gb18030\"");
    }

    private static CodeReference[] FilesOf(JsonField field)
    {
        var files = new CodeReference[field.RequireArray()];
        for (var i = 0; i < files.Length; i++)
            files[i] = FileOf(field.At(i));
        return files;
    }

    private static CodeReference FileOf(JsonField field)
    {
        field.RequireObject();
        field.RequireKnown("path, code");
        return new CodeReference(PathOf(field.Required("path")), field.Required("code").Text());
    }
}
