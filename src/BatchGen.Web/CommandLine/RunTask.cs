using System.CommandLine;
using System.CommandLine.Parsing;
using BatchGen.Code.Tasks;

namespace BatchGen.Web.CommandLine;

/// <summary>The options of <c>run</c> that say what to do with the input.</summary>
internal sealed class RunTask
{
    private readonly Option<string?> _name = new("--task")
    {
        Description = $"What to ask of each prompt or file: {string.Join(", ", TaskCatalogue.All.Select(preset => preset.Name))}.",
        HelpName = "NAME",
        CompletionSources = { TaskCatalogue.All.Select(preset => preset.Name).ToArray() },
    };
    private readonly Option<string?> _target = new("--target-language") { Description = "For translate: the language to translate into.", HelpName = "NAME" };
    private readonly Option<string?> _language = new("--prompt-language")
    {
        Description = "The language of the task's own texts: en or zh.",
        HelpName = "en|zh",
        CompletionSources = { { "en", "zh" } },
    };
    private readonly Option<string?> _question = new("--question") { Description = "Asked of every input besides the task; the question of a repository task.", HelpName = "TEXT" };
    private readonly Option<string?> _template = new("--template") { Description = "The prompt for each file or row, with {{file}}, {{path}}, {{language}} or a column's name.", HelpName = "TEXT" };

    public void AddTo(Command command)
    {
        _name.Validators.Add(
            result => Require(result, TaskCatalogue.All.Any(preset => preset.Name == result.Tokens[0].Value), "one of the names that --help lists"));
        _language.Validators.Add(result => Require(result, result.Tokens[0].Value is "en" or "zh", "en or zh"));
        foreach (var option in new[] { _name, _target, _language, _question, _template })
            command.Add(option);
    }

    /// <summary>Null when nothing was chosen.</summary>
    public TaskSetting? SettingOf(ParseResult parsed)
    {
        var options = TaskOptions.Default with
        {
            Language = parsed.GetValue(_language) == "zh" ? PromptLanguage.Chinese : PromptLanguage.English,
            TargetLanguage = parsed.GetValue(_target),
        };
        var question = parsed.GetValue(_question);
        var name = parsed.GetValue(_name);
        return name is null && question is null && options == TaskOptions.Default
            ? null
            : new TaskSetting(name is null ? TaskKind.Generate : TaskCatalogue.Find(name).Kind, options, question);
    }

    public IReadOnlyList<TemplateText> TemplatesOf(ParseResult parsed) =>
        parsed.GetValue(_template) is { } text ? [new TemplateText("template", text)] : [];

    private static void Require(OptionResult result, bool isGood, string rule)
    {
        if (!isGood)
            result.AddError($"{result.Option.Name} must be {rule}; it is {result.Tokens[0].Value}.");
    }
}
