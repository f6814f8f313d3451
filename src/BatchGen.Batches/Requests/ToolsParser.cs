using BatchGen.Inference.Grammars;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Requests;

/// <summary>Reads which functions a chat request offers: OpenAI's "tools", "tool_choice" and "parallel_tool_calls".</summary>
internal sealed class ToolsParser
{
    public const string KnownFields = "tools, tool_choice, parallel_tool_calls";

    private const int MostTools = 128;

    private JsonField? _toolsField;
    private JsonField? _choiceField;
    private List<ToolDefinition> _tools = [];
    private ToolChoice? _choice;
    private bool? _allowsSeveral;

    /// <summary>False when the field is none of these.</summary>
    public bool TryRead(JsonField field)
    {
        switch (field.Name)
        {
            case "tools":
                _toolsField = field;
                _tools = ToolsOf(field);
                return true;
            case "tool_choice":
                _choiceField = field;
                _choice = ToolChoiceParser.Parse(field);
                return true;
            case "parallel_tool_calls":
                _allowsSeveral = field.Flag();
                return true;
            default:
                return false;
        }
    }

    /// <summary>The request with what was read, once its other fields are known.</summary>
    public ItemRequest ApplyTo(ItemRequest request)
    {
        RequireChoiceAmong();
        if (_tools.Count == 0)
            return request;
        var offering = request with { Tools = _tools, ToolChoice = _choice, ParallelToolCalls = _allowsSeveral };
        if (offering.ToOffer() is { } offer)
            RequireHeld(request, offer);
        return offering;
    }

    private static List<ToolDefinition> ToolsOf(JsonField field)
    {
        var count = field.RequireArray();
        if (count > MostTools)
            throw new RequestRefusedException(ProblemCodes.ValueOutOfRange, $"'{field.Path}' has {count} functions; {MostTools} are allowed.", field.Path);
        var tools = new List<ToolDefinition>(count);
        for (var i = 0; i < count; i++)
        {
            var tool = ToolDefinitionParser.Parse(field.At(i));
            if (tools.Exists(other => other.Name == tool.Name))
                throw new RequestRefusedException(
                    ProblemCodes.ValueOutOfRange,
                    $"'{field.Path}[{i}].function.name' is \"{tool.Name}\", which an earlier function is called. Give each a name of its own.",
                    $"{field.Path}[{i}].function.name");
            tools.Add(tool);
        }

        return tools;
    }

    private void RequireChoiceAmong()
    {
        if (_choiceField is not { } field || _choice is not { Kind: ToolChoiceKind.Required or ToolChoiceKind.Named } choice)
            return;
        if (_tools.Count == 0)
            throw new RequestRefusedException(ProblemCodes.MissingField, $"'{field.Path}' asks for a call, and there are no 'tools' to call.", "tools");
        if (choice.Name is { } name && !_tools.Any(tool => tool.Name == name))
            throw new RequestRefusedException(
                ProblemCodes.ValueOutOfRange, $"'{field.Path}' names the function \"{name}\", which is not among 'tools'.", field.Path);
    }

    /// <summary>Now, while somebody can be told, and not when the item's turn comes.</summary>
    private void RequireHeld(ItemRequest request, ToolOffer offer)
    {
        if (request.ResponseFormat is not null)
            throw new RequestRefusedException(
                ProblemCodes.UnsupportedField,
                "'response_format' is not supported beside 'tools' that may be called. Remove one of them, or set 'tool_choice' to \"none\".",
                "response_format");
        var tools = _toolsField!.Value;
        for (var i = 0; i < _tools.Count; i++)
        {
            if (IsHeld(_tools[i], offer.Choice))
                RequireGrammar(() => ToolGrammar.Of([_tools[i]], allowsSeveral: false), tools.At(i).PathOf("function.parameters"));
        }

        RequireGrammar(offer.ToGrammar, tools.Path);
    }

    private static bool IsHeld(ToolDefinition tool, ToolChoice choice) =>
        tool.IsStrict || choice.Kind == ToolChoiceKind.Required || tool.Name == choice.Name;

    private static void RequireGrammar(Func<string?> toGrammar, string path)
    {
        try
        {
            toGrammar();
        }
        catch (SchemaException unsupported)
        {
            throw new RequestRefusedException(ProblemCodes.UnsupportedSchema, unsupported.Message, path);
        }
    }
}
