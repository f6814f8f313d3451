using System.Text.Json.Serialization;
using BatchGen.Batches.Data;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Submission;

/// <summary>One thing wrong with the input.</summary>
/// <param name="Line">1-based; null when it concerns the whole input.</param>
/// <param name="Code">Stable, one of <see cref="ProblemCodes"/> or an engine's code.</param>
/// <param name="Sentence">What is said: what, where, what to do.</param>
/// <param name="Param">The field it is about, as a path like "body.messages[0].content"; null when none.</param>
public sealed record InputProblem(int? Line, string Code, [property: JsonConverter(typeof(SentenceJsonConverter))] Sentence Sentence, string? Param = null)
{
    /// <summary>The sentence in English.</summary>
    [JsonIgnore]
    public string Message => Sentence.ToString();
}
