using System.Text.Json.Serialization;
using BatchGen.Batches.Data;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Requests;

/// <summary>One thing wrong with the input.</summary>
/// <param name="Line">1-based; null when it concerns the whole input.</param>
/// <param name="Code">Stable, one of <see cref="ProblemCodes"/> or an engine's code.</param>
/// <param name="Sentence">What is said: what, where, what to do.</param>
/// <param name="Param">The field it is about, as a path like "messages[0].content" from the request's body; null when none.</param>
public sealed record InputProblem(int? Line, string Code, [property: JsonConverter(typeof(SentenceJsonConverter))] Sentence Sentence, string? Param = null)
{
    /// <summary>The sentence in English.</summary>
    [JsonIgnore]
    public string Message => Sentence.ToString();

    /// <summary>Why the whole file was refused, for people; programs get every problem.</summary>
    [JsonIgnore]
    public Sentence AsReason
    {
        get
        {
            if (Line is { } line)
                return $"Its file was refused at line {line:N0}: {Sentence}";
            return $"Its file was refused: {Sentence}";
        }
    }

    /// <summary>The line is a request like others, which cannot be answered: it ends as an error of its own, and the others run.</summary>
    [JsonIgnore]
    public bool IsInsideRequest { get; init; }
}

/// <summary>Codes of what can be wrong with an input; documented in docs/errors.md.</summary>
public static class ProblemCodes
{
    public const string InvalidJson = "invalid_json";
    public const string InvalidUtf8 = "invalid_utf8";
    public const string DuplicateCustomId = "duplicate_custom_id";
    public const string InvalidCustomId = "invalid_custom_id";
    public const string MissingField = "missing_field";
    public const string InvalidType = "invalid_type";
    public const string UnknownField = "unknown_field";
    public const string UnsupportedField = "unsupported_field";
    public const string UnsupportedSchema = "unsupported_schema";
    public const string UnsupportedUrl = "unsupported_url";
    public const string UnsupportedMethod = "unsupported_method";
    public const string ValueOutOfRange = "value_out_of_range";
    public const string EmptyPrompt = "empty_prompt";
    public const string ModelNotFound = "model_not_found";
    public const string AliasTargetMissing = "alias_target_missing";
    public const string LineTooLong = "line_too_long";
    public const string FileTooLarge = "file_too_large";
    public const string TooManyItems = "too_many_items";
    public const string EmptyFile = "empty_file";
    public const string ContextLengthExceeded = "context_length_exceeded";
    public const string InvalidLabel = "invalid_label";
    public const string ContextLimitTooLarge = "context_limit_too_large";
    public const string KvTypeNeedsFlashAttention = "kv_type_needs_flash_attention";
    public const string QuotaItemsExceeded = "quota_items_exceeded";
    public const string QuotaTokensExceeded = "quota_tokens_exceeded";
}

/// <summary>
/// Keeps the first problems and counts the rest. Lines that are not UTF-8 are one problem however many they are: a file in
/// another encoding has one on each.
/// </summary>
internal sealed class ProblemList(int maxListed)
{
    private readonly List<InputProblem> _listed = [];
    private InputProblem? _foreign;
    private int _moreForeign;

    public int Total { get; private set; }

    /// <summary>How many of them are about lines that are no requests at all.</summary>
    public int Malformed { get; private set; }

    public void Add(InputProblem problem)
    {
        if (problem is { Code: ProblemCodes.InvalidUtf8, Line: not null })
        {
            if (_foreign is not null)
            {
                _moreForeign++;
                return;
            }

            _foreign = problem;
        }

        Total++;
        if (MalformedLine.Is(problem))
            Malformed++;
        if (_listed.Count < maxListed)
            _listed.Add(problem);
    }

    /// <summary>In the order of lines; those of the whole input first.</summary>
    public IReadOnlyList<InputProblem> Listed() => [.. _listed.Select(WithOthers).OrderBy(problem => problem.Line ?? 0)];

    private InputProblem WithOthers(InputProblem problem) => problem == _foreign && _moreForeign > 0
        ? problem with { Sentence = $"{problem.Sentence} It is not the only one: {_moreForeign:N0} more lines are like it." }
        : problem;
}

/// <summary>Tells a line that is no batch request from a request that cannot be answered.</summary>
internal static class MalformedLine
{
    private static readonly HashSet<string> Always =
    [
        ProblemCodes.InvalidJson, ProblemCodes.InvalidUtf8, ProblemCodes.LineTooLong, ProblemCodes.DuplicateCustomId, ProblemCodes.InvalidCustomId,
        ProblemCodes.UnsupportedUrl, ProblemCodes.UnsupportedMethod, ProblemCodes.ModelNotFound, ProblemCodes.AliasTargetMissing,
    ];

    private static readonly HashSet<string> OutsideRequests = [ProblemCodes.MissingField, ProblemCodes.InvalidType, ProblemCodes.UnknownField];

    public static bool Is(InputProblem problem) =>
        Always.Contains(problem.Code) || (OutsideRequests.Contains(problem.Code) && !problem.IsInsideRequest);
}
