using System.CommandLine;
using BatchGen.Code.Inputs;
using BatchGen.Inference.Memory;

namespace BatchGen.Web.CommandLine;

/// <summary><c>run INPUT --output FILE</c>: one batch through the same submission, queue and engine, without a server.</summary>
internal sealed class RunCommand(CommandStreams streams, Action<IServiceCollection>? customize)
{
    private readonly Argument<string> _input = new("INPUT") { Description = "OpenAI batch JSONL, {\"prompt\":…} lines, text with one prompt a line, a .csv, or source code: a .zip, .7z or .tar.gz, a folder, a file; - reads standard input." };
    private readonly Option<string> _output = new("--output", "-o") { Description = "Where the results go, in the input's order: a line for each custom_id; .zip writes files, .csv a table, .md a document.", HelpName = "FILE", Required = true };
    private readonly Option<string?> _model = CommonOptions.Model();
    private readonly LeverOptions _levers = new();
    private readonly Option<int?> _maxTokens = new("--max-tokens") { Description = "The most tokens to generate for each prompt.", HelpName = "N" };
    private readonly Option<float> _temperature = new("--temperature") { Description = "0 is reproducible, up to 2 is more varied.", HelpName = "X" };
    private readonly Option<bool> _acceptBadLines = new("--accept-bad-lines") { Description = "Run the good lines; bad ones become errors in the output." };
    private readonly Option<string?> _dataDirectory = new("--data-directory") { Description = "Keep database and results there; by default a private folder that is removed at the end.", HelpName = "FOLDER" };
    private readonly Option<string?> _nameEncoding = new("--name-encoding")
    {
        Description = "How names in an archive are encoded that do not say it: "
            + $"{string.Join(", ", EncodingForm.OfNames.Select(form => form.Name))}. By default found out.",
        HelpName = "NAME",
        CompletionSources = { EncodingForm.OfNames.Select(form => form.Name).ToArray() },
    };
    private readonly Option<bool> _forSpreadsheets = new("--for-spreadsheets") { Description = "A .csv output is safe to open in a spreadsheet: an apostrophe stands before cells that would run as formulas. By default cells are exact, for programs." };
    private readonly RunTask _task = new();
    private readonly Option<bool> _json = CommonOptions.Json();

    public Command Build()
    {
        AtLeastOne(_maxTokens);
        _temperature.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<float>() is not (>= 0 and <= 2))
                result.AddError($"--temperature must be 0 to 2; it is {result.Tokens[0].Value}.");
        });

        _nameEncoding.Validators.Add(result =>
        {
            if (!EncodingForm.OfNames.Contains(EncodingForm.Find(result.Tokens[0].Value)))
                result.AddError($"--name-encoding must be one of the names that --help lists; it is {result.Tokens[0].Value}.");
        });
        var command = new Verb(
            "run", "Runs one file of prompts on this machine, without a server, and writes one file of results.", "run samples/prompts.jsonl --output results.jsonl")
        {
            _input, _output, _model, _maxTokens, _temperature, _acceptBadLines, _dataDirectory, _nameEncoding, _forSpreadsheets,
        };
        _task.AddTo(command);
        _levers.AddTo(command);
        command.Options.Add(_json);
        command.SetAction((parsed, cancellationToken) =>
        {
            var report = new VerbReport(streams, parsed.GetValue(_json));
            return report.RunAsync(token => new HeadlessRun(UsableSettings(parsed), streams, report, customize).ExecuteAsync(token), cancellationToken);
        });
        return command;
    }

    private static void AtLeastOne(Option<int?> option) => option.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: var given }] && int.TryParse(given, out var value) && value < 1)
            result.AddError($"{option.Name} must be 1 or more; it is {given}.");
    });

    /// <summary>An option of the engine that is no such thing: nothing was opened or started.</summary>
    private RunSettings UsableSettings(ParseResult parsed)
    {
        try
        {
            return Settings(parsed);
        }
        catch (PlanException refusal)
        {
            throw new UnusableException($"{refusal.Message} ({refusal.Code}) Options: 'run --help'.", refusal.Code);
        }
    }

    private RunSettings Settings(ParseResult parsed) => new(
        parsed.GetRequiredValue(_input),
        Path.GetFullPath(parsed.GetRequiredValue(_output)),
        parsed.GetValue(_model) is { } model ? Path.GetFullPath(model) : null,
        _levers.Read(parsed).Parse(),
        parsed.GetValue(_maxTokens),
        parsed.GetValue(_temperature),
        parsed.GetValue(_acceptBadLines),
        parsed.GetValue(_dataDirectory) is { } folder ? Path.GetFullPath(folder) : null)
    {
        Task = _task.SettingOf(parsed),
        Templates = _task.TemplatesOf(parsed),
        IsForSpreadsheets = parsed.GetValue(_forSpreadsheets),
        NameEncoding = EncodingForm.Find(parsed.GetValue(_nameEncoding))?.Encoding,
    };
}
