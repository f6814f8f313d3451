using System.Text.Json.Serialization;
using BatchGen.Batches.Requests;

namespace BatchGen.Web.OpenAi;

/// <summary>Why a batch was refused, line by line.</summary>
internal sealed record BatchErrorList([property: JsonPropertyName("object")] string Kind, IReadOnlyList<BatchError> Data)
{
    public static BatchErrorList? Of(IReadOnlyList<InputProblem> problems) => problems.Count == 0
        ? null
        : new BatchErrorList("list", [.. problems.Select(problem => new BatchError(problem.Code, problem.Message, problem.Param, problem.Line))]);
}
